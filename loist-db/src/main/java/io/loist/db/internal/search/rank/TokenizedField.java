package io.loist.db.internal.search.rank;

import java.util.ArrayList;
import java.util.List;

/** The words of one folded field, in order, and the parts it consists of. */
final class TokenizedField {
    /** A word, or a chunk joined across its punctuation; {@code length} words are covered from {@code at}. */
    record Token(String text, int at, int length) {}

    /** A name in a list, or a title without its suffix: words {@code from} (inclusive) to {@code to} (exclusive). */
    record Part(int from, int to, String initials) {}

    final List<Token> tokens = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    final List<String> words = new ArrayList<>();

    TokenizedField(String folded) {
        int from = 0;
        var initials = new StringBuilder();
        for (String chunk : folded.split(" ", -1)) {
            if (chunk.isEmpty()) {
                continue;
            }
            if (chunk.equals(",")) {
                part(from, initials);
                from = words.size();
                initials.setLength(0);
                continue;
            }
            initials.appendCodePoint(chunk.codePointAt(0));
            chunk(chunk);
        }
        part(from, initials);
    }

    private void part(int from, StringBuilder initials) {
        if (words.size() > from) {
            parts.add(new Part(
                    from, words.size(), initials.codePointCount(0, initials.length()) > 2 ? initials.toString() : ""));
        }
    }

    private void chunk(String chunk) {
        int at = words.size();
        if (chunk.indexOf('.') < 0) {
            add(chunk);
            return;
        }
        for (String word : chunk.split("\\.", -1)) {
            add(word);
        }
        tokens.add(new Token(chunk.replace(".", ""), at, words.size() - at));
    }

    private void add(String word) {
        tokens.add(new Token(word, words.size(), 1));
        words.add(word);
    }
}
