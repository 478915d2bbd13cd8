package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.rank.UnspacedText.Overlap;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.text.Hangul;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a term of a script without spaces matches a field, however its characters are written.
 *
 * @param quality how well the whole term matches, from 0 (not at all) to 1
 * @param ofTerm the characters of the term that the field has; of length {@code length}
 * @param length the number of characters of the term, as they are compared
 * @param ofText the characters of the field that the term has
 * @param text the field
 */
record UnspacedMatch(double quality, BitSet ofTerm, int length, BitSet ofText, UnspacedText text) {

    static final double OTHER_SPELLING = 0.97;
    private static final double INITIALS = 0.85;
    private static final double MIN_SHARE = 0.5;
    /** A term may be several fields in one word: then it has nearly all of one of them. */
    private static final double WHOLE_FIELD = 0.8;

    private static final int MIN_CHARACTERS = 2;

    /** Returns the match; null if there is none. */
    static @Nullable UnspacedMatch of(InterpretedTerm term, UnspacedText text, List<String> words) {
        String key = UnspacedText.comparable(term.parsed().key());
        int at = text.find(key);
        if (at >= 0) {
            BitSet ofText = new BitSet();
            ofText.set(at, at + key.length());
            BitSet ofTerm = new BitSet();
            ofTerm.set(0, key.length());
            return new UnspacedMatch(OTHER_SPELLING * wholeness(ofText, text), ofTerm, key.length(), ofText, text);
        }
        if (Hangul.isInitials(term.word())) {
            return initials(term.word(), text, words);
        }
        if (term.parsed().exact()) {
            return null;
        }
        Overlap overlap = text.overlap(key);
        int common = overlap.ofTerm().cardinality();
        boolean enough = common >= MIN_CHARACTERS
                && (common >= MIN_SHARE * key.length() || shareOfText(overlap.ofText(), text) >= WHOLE_FIELD);
        return enough ? new UnspacedMatch(0, overlap.ofTerm(), key.length(), overlap.ofText(), text) : null;
    }

    private static @Nullable UnspacedMatch initials(String word, UnspacedText text, List<String> words) {
        String initials = Hangul.initials(String.join("", words));
        if (!initials.contains(word)) {
            return null;
        }
        BitSet ofTerm = new BitSet();
        ofTerm.set(0, word.length());
        BitSet ofText = new BitSet();
        ofText.set(0, text.length() * word.length() / initials.length());
        double share = (double) word.length() / initials.length();
        return new UnspacedMatch(INITIALS * (0.5 + 0.5 * share), ofTerm, word.length(), ofText, text);
    }

    /** Returns the share of a word's characters that match. */
    double shareOfWord(int word) {
        int length = 0;
        int matching = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.wordOf(i) == word) {
                length++;
                matching += ofText.get(i) ? 1 : 0;
            }
        }
        return length == 0 ? 0 : (double) matching / length;
    }

    /** Returns the share of the term's characters that match. */
    double shareOfTerm() {
        return Math.min(1, (double) ofTerm.cardinality() / length);
    }

    /** Returns 1 if whole words match, less if parts of them do: 0.5 and more. */
    private static double wholeness(BitSet ofText, UnspacedText text) {
        double share = shareOfText(ofText, text);
        return share == 1 ? 1 : 0.5 + 0.4 * share;
    }

    /** Returns the share that matches of the words that have a matching character. */
    private static double shareOfText(BitSet ofText, UnspacedText text) {
        BitSet touched = new BitSet();
        ofText.stream().forEach(i -> touched.set(text.wordOf(i)));
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += touched.get(text.wordOf(i)) ? 1 : 0;
        }
        return length == 0 ? 0 : (double) ofText.cardinality() / length;
    }
}
