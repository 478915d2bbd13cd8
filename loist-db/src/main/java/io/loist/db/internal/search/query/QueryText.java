package io.loist.db.internal.search.query;

import io.loist.db.internal.text.Fold;

/** The text of a query, cleaned: at most {@value Fold#MAX_CHARS} characters, without those that PostgreSQL rejects. */
public final class QueryText {

    private QueryText() {}

    /** Strips leading spaces and replaces NUL and unpaired surrogates by spaces. A trailing space is kept: it ends a word. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.stripLeading()
                .codePoints()
                .limit(Fold.MAX_CHARS)
                .map(QueryText::valid)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static int valid(int codePoint) {
        boolean unpaired = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint == 0 || unpaired ? ' ' : codePoint;
    }
}
