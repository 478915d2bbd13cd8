package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.text.Fold;
import java.util.HashSet;
import java.util.Set;

/**
 * Keys that a word shares with its misspellings (the symmetric-delete algorithm of SymSpell): hashes of the word with up to two
 * letters deleted.
 *
 * <p>Only the first {@value #PREFIX} letters take part, and words that are not similar can share a key; {@link EditDistance}
 * decides.
 */
public final class SymmetricDeletes {
    private static final int PREFIX = 7;
    /** Few distinct keys keep the index small. */
    private static final int BITS = 17;

    private SymmetricDeletes() {}

    /**
     * Returns the keys to index a word of the vocabulary by. Words of a single track are found by one edit only, which keeps the
     * index small.
     */
    public static int[] ofTerm(String word, int tracks) {
        int length = word.codePointCount(0, word.length());
        return length < 3 || length > 40 ? new int[0] : keys(word, length >= 7 && tracks > 1 ? 2 : 1);
    }

    /** Returns the keys to look a misspelling up by. */
    static int[] ofMisspelling(String word) {
        return keys(word, EditDistance.allowed(word));
    }

    private static int[] keys(String word, int edits) {
        Set<Integer> keys = new HashSet<>();
        if (edits > 0) {
            collect(Fold.firstChars(word, PREFIX), edits, new HashSet<>(), keys);
        }
        return keys.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void collect(String word, int edits, Set<String> seen, Set<Integer> keys) {
        if (!seen.add(word + edits)) {
            return;
        }
        int hash = word.hashCode() * 0x9E3779B1;
        keys.add(hash >>> (32 - BITS));
        if (edits == 0 || word.length() < 3) {
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            collect(word.substring(0, i) + word.substring(i + 1), edits - 1, seen, keys);
        }
    }
}
