package io.loist.db.internal.search.vocabulary;

/** Damerau-Levenshtein distance (a swap of neighbouring letters is one edit), and the distance at which words are similar. */
public final class EditDistance {
    private EditDistance() {}

    /** Returns the edits that a misspelling of a word may have: 1 from three letters, 2 from eight; 0 in words with digits. */
    static int allowed(String word) {
        int length = word.length();
        if (length < 3 || word.chars().anyMatch(Character::isDigit) || length > 40) {
            return 0;
        }
        return length < 8 ? 1 : 2;
    }

    /** Returns the edits that a misspelling beside other words may have: 1 from two letters, 2 from six. */
    static int allowedInCompany(String word) {
        int length = word.length();
        return length == 2 && word.chars().noneMatch(Character::isDigit)
                ? 1
                : length < 6 ? allowed(word) : 2 * Math.min(1, allowed(word));
    }

    /** Returns the edits by which an unknown word may differ from one of a track that other words have found: 3 from nine letters. */
    static int tolerated(String word) {
        return word.length() < 4 ? 0 : word.length() < 9 ? allowedInCompany(word) : 3 * Math.min(1, allowed(word));
    }

    /** Returns the number of edits between two words, or {@code max + 1} if there are more than {@code max}. */
    public static int distance(String a, String b, int max) {
        int n = a.length();
        int m = b.length();
        if (Math.abs(n - m) > max) {
            return max + 1;
        }
        int[] before = new int[m + 1];
        int[] last = new int[m + 1];
        int[] row = new int[m + 1];
        for (int j = 0; j <= m; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= n; i++) {
            row[0] = i;
            int best = i;
            for (int j = 1; j <= m; j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int d = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d = Math.min(d, before[j - 2] + 1);
                }
                row[j] = d;
                best = Math.min(best, d);
            }
            if (best > max) {
                return max + 1;
            }
            int[] spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[m];
    }
}
