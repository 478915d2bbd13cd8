package io.loist.db.internal.search.query;

import io.loist.db.internal.text.Fold;
import java.util.HashSet;
import java.util.Set;

/**
 * Keys under which a word and its misspellings meet: hashes of the word with up to two letters left out (the symmetric-delete scheme).
 *
 * <p>Only the first {@value #PREFIX} letters take part; {@link EditDistance} makes sure of the rest.
 */
public final class SymmetricDeletes {
    private static final int PREFIX = 7;
    /** Few distinct keys keep the index small; what collides is told apart by {@link EditDistance}. */
    private static final int BITS = 17;

    private SymmetricDeletes() {}

    /** Keys a word of the vocabulary is stored under; words that occur once are found by one edit only, which keeps the index small. */
    public static int[] stored(String word, int tracks) {
        int length = word.codePointCount(0, word.length());
        return length < 3 || length > 40 ? new int[0] : keys(word, length >= 7 && tracks > 1 ? 2 : 1);
    }

    static int[] asked(String word) {
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
