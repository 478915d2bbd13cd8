package io.loist.db.internal.text;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys that a word shares with its misspellings (the symmetric-delete algorithm of SymSpell): hashes of the word with up to two
 * letters deleted.
 *
 * <p>Only the first {@value #PREFIX} letters take part, and words that are not similar can share a key; their distance decides.
 * Namespaces share few keys, so that what one looks up does not depend on the words of another.
 */
public final class SymmetricDeletes {
    private static final int PREFIX = 7;
    /** Few distinct keys keep the index small. */
    private static final int BITS = 17;

    private SymmetricDeletes() {}

    /**
     * Returns the keys to index a term of a namespace's vocabulary by; none for names of artists and readings. Words of a single track are found by one edit only, which
     * keeps the index small.
     */
    public static int[] ofTerm(String namespace, String word, int tracks) {
        int length = word.codePointCount(0, word.length());
        return SearchWords.isMarked(word) || length < 3 || length > 40
                ? new int[0]
                : keys(namespace, word, length >= 7 && tracks > 1 ? 2 : 1);
    }

    /** Returns the keys to look a misspelling up by, which may have some edits. */
    public static int[] ofMisspelling(String namespace, String word, int edits) {
        return keys(namespace, word, edits);
    }

    /** Returns keys as PostgreSQL reads them. */
    public static String text(int[] keys) {
        return Arrays.stream(keys).mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static int[] keys(String namespace, String word, int edits) {
        Set<Integer> keys = new HashSet<>();
        if (edits > 0) {
            collect(Fold.firstChars(word, PREFIX), edits, new HashSet<>(), keys);
        }
        int ofNamespace = hash(namespace) & -1 << BITS;
        return keys.stream().mapToInt(key -> ofNamespace | key).toArray();
    }

    private static void collect(String word, int edits, Set<String> seen, Set<Integer> keys) {
        if (!seen.add(word + edits)) {
            return;
        }
        keys.add(hash(word) >>> (32 - BITS));
        if (edits == 0 || word.length() < 3) {
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            collect(word.substring(0, i) + word.substring(i + 1), edits - 1, seen, keys);
        }
    }

    private static int hash(String text) {
        return text.hashCode() * 0x9E3779B1;
    }
}
