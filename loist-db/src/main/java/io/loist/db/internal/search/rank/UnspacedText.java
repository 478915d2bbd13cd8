package io.loist.db.internal.search.rank;

import io.loist.db.internal.text.Hangul;
import io.loist.db.internal.text.ScriptKey;
import io.loist.db.internal.text.UnspacedScripts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The words of a field in scripts without spaces, joined, as their keys; Korean syllables as their letters. */
final class UnspacedText {

    /** Longer texts are compared up to here. */
    private static final int MAX_LENGTH = 150;

    /** Of shorter texts, characters count that are in the same order; of longer ones, neighbours. */
    private static final int SHORT = 6;

    /** The number of neighbours that count: more of letters than of syllables and other characters. */
    private static final int NEIGHBOURS = 2;

    private static final int KOREAN_NEIGHBOURS = 4;

    private final String text;
    /** For each character, the word that it is of. */
    private final int[] wordOf;

    private UnspacedText(String text, int[] wordOf) {
        this.text = text;
        this.wordOf = wordOf;
    }

    /**
     * Which characters of a term and of this text are the same.
     *
     * @param ofTerm characters of the term
     * @param ofText characters of this text
     */
    record Overlap(BitSet ofTerm, BitSet ofText) {}

    static UnspacedText of(List<String> words) {
        StringBuilder text = new StringBuilder();
        int[] wordOf = new int[MAX_LENGTH];
        for (int word = 0; word < words.size(); word++) {
            if (UnspacedScripts.is(words.get(word).codePointAt(0))) {
                int from = text.length();
                text.append(comparable(ScriptKey.of(words.get(word))));
                text.setLength(Math.min(text.length(), MAX_LENGTH));
                Arrays.fill(wordOf, from, text.length(), word);
            }
        }
        return new UnspacedText(text.toString(), wordOf);
    }

    /** Returns a key as it is compared. */
    static String comparable(String key) {
        String letters = Hangul.letters(key);
        return letters.substring(0, Math.min(letters.length(), MAX_LENGTH));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    int length() {
        return text.length();
    }

    int wordOf(int character) {
        return wordOf[character];
    }

    /** Returns where a term is in this text; -1 if it is not. */
    int find(String term) {
        return text.indexOf(term);
    }

    /** Returns what a term that is not in this text has in common with it. */
    Overlap overlap(String term) {
        BitSet ofTerm = new BitSet(term.length());
        BitSet ofText = new BitSet(text.length());
        int within = text.length() > 1 ? term.indexOf(text) : -1;
        if (within >= 0) {
            ofTerm.set(within, within + text.length());
            ofText.set(0, text.length());
        } else if (Math.max(term.length(), text.length()) <= SHORT) {
            inOrder(term, ofTerm, ofText);
        } else {
            neighbours(term, Hangul.isLetter(term.charAt(0)) ? KOREAN_NEIGHBOURS : NEIGHBOURS, ofTerm, ofText);
        }
        return new Overlap(ofTerm, ofText);
    }

    private void neighbours(String term, int count, BitSet ofTerm, BitSet ofText) {
        for (int i = 0; i + count <= term.length(); i++) {
            String together = term.substring(i, i + count);
            for (int at = text.indexOf(together); at >= 0; at = text.indexOf(together, at + 1)) {
                ofTerm.set(i, i + count);
                ofText.set(at, at + count);
            }
        }
    }

    /** Marks a longest common subsequence. */
    private void inOrder(String term, BitSet ofTerm, BitSet ofText) {
        int[][] longest = new int[term.length() + 1][text.length() + 1];
        for (int i = term.length() - 1; i >= 0; i--) {
            for (int j = text.length() - 1; j >= 0; j--) {
                longest[i][j] = term.charAt(i) == text.charAt(j)
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int j = 0;
        for (int i = 0; i < term.length() && j < text.length(); ) {
            if (term.charAt(i) == text.charAt(j)) {
                ofTerm.set(i++);
                ofText.set(j++);
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }
}
