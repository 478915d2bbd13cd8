package io.loist.db.internal.search.query;

import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.db.internal.text.Fold;
import io.loist.search.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody typed, as far as a search looks at it: short, and free of what PostgreSQL cannot read. */
public final class QueryText {

    private final String text;

    private QueryText(String text) {
        this.text = text;
    }

    public static QueryText of(String typed) {
        StringBuilder clean = new StringBuilder();
        typed.stripLeading()
                .codePoints()
                .limit(Fold.MAX_CHARS)
                .map(QueryText::readable)
                .forEach(clean::appendCodePoint);
        return new QueryText(clean.toString());
    }

    /** Returns a short text that differs for searches that order or find other tracks, to tell whose a cursor is. */
    public String fingerprint(SearchQuery query) {
        String whole = Stream.<@Nullable Object>of(
                        text,
                        query.filter(),
                        query.sort(),
                        query.descending(),
                        query.minScore(),
                        query.weights(),
                        CandidateLimits.of(query))
                .map(String::valueOf)
                .collect(Collectors.joining("\0"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private static int readable(int codePoint) {
        boolean halfPair = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint == 0 || halfPair ? ' ' : codePoint;
    }
}
