package io.loist.db.internal.search.rank;

import java.util.ArrayList;
import java.util.List;

/** The words of one folded field, in order, and the parts that it consists of. */
final class TokenizedField {

    /** A word, or several words joined across their punctuation: {@code length} words from {@code start}. */
    record Token(String text, int start, int length) {}

    /**
     * A name in a list, or a title without its suffix: the words {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param initials its initials; empty for a part of fewer than three words
     */
    record Part(int from, int to, String initials) {}

    private final List<Token> tokens = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    TokenizedField(String folded) {
        int from = 0;
        StringBuilder initials = new StringBuilder();
        for (int start = 0; start < folded.length(); ) {
            int space = folded.indexOf(' ', start);
            int end = space < 0 ? folded.length() : space;
            if (end == start + 1 && folded.charAt(start) == ',') {
                addPart(from, initials);
                from = words.size();
                initials.setLength(0);
            } else if (end > start) {
                initials.appendCodePoint(folded.codePointAt(start));
                addChunk(folded.substring(start, end));
            }
            start = end + 1;
        }
        addPart(from, initials);
    }

    List<Token> tokens() {
        return tokens;
    }

    List<Part> parts() {
        return parts;
    }

    List<String> words() {
        return words;
    }

    private void addPart(int from, StringBuilder initials) {
        if (words.size() > from) {
            boolean enough = initials.codePointCount(0, initials.length()) > 2;
            parts.add(new Part(from, words.size(), enough ? initials.toString() : ""));
        }
    }

    private void addChunk(String chunk) {
        int start = words.size();
        if (chunk.indexOf('.') < 0) {
            addWord(chunk);
            return;
        }
        for (String word : chunk.split("\\.", -1)) {
            addWord(word);
        }
        tokens.add(new Token(chunk.replace(".", ""), start, words.size() - start));
    }

    private void addWord(String word) {
        tokens.add(new Token(word, words.size(), 1));
        words.add(word);
    }
}
