package io.loist.db;

import java.util.ArrayList;
import java.util.List;

/** The folded words of a query, and the neighbouring words that may belong together. */
final class Question {
    static final int MAX_WORDS = 32;

    /** Neighbouring words {@code from..to} written as one. */
    record Join(int from, int to, String term) {}

    final List<Slot> slots = new ArrayList<>();
    final List<Join> joins = new ArrayList<>();
    /** Names of artists among the words: the key is a lexeme. */
    final List<Join> names = new ArrayList<>();
    /** The last word may be unfinished. */
    final boolean open;

    final String titleKey;
    /** How many tracks there are, roughly. */
    int tracks;

    /** Whether the vocabulary has been counted; else only the words as they are typed can be looked for. */
    boolean counted;

    Question(String text) {
        String folded = Fold.fold(text);
        for (String chunk : folded.split(" ", -1)) {
            if (chunk.isEmpty() || chunk.equals(",")) {
                continue;
            }
            int from = slots.size();
            for (String word : chunk.split("\\.", -1)) {
                if (slots.size() < MAX_WORDS) {
                    slots.add(new Slot(Fold.firstChars(word, Words.MAX_LEXEME)));
                }
            }
            if (slots.size() - from > 1) {
                joins.add(new Join(from, slots.size() - 1, Fold.firstChars(chunk.replace(".", ""), Words.MAX_LEXEME)));
            }
        }
        titleKey = Words.key(folded);
        open = !slots.isEmpty()
                && !text.isEmpty()
                && Character.isLetterOrDigit(text.codePointBefore(text.length()))
                && !slots.get(slots.size() - 1).unspaced;
    }

    Slot last() {
        return slots.get(slots.size() - 1);
    }

    /** The words {@code from..to} with spaces between. */
    String span(int from, int to) {
        var span = new StringBuilder(slots.get(from).word);
        for (int i = from + 1; i <= to; i++) {
            span.append(' ').append(slots.get(i).word);
        }
        return span.toString();
    }

    /** How telling a word is: the rarer, the more. */
    double weight(Slot slot) {
        return Math.log(1 + (double) tracks / (slot.tracks + 1.0));
    }
}
