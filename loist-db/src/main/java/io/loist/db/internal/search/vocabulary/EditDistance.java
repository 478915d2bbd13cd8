package io.loist.db.internal.search.vocabulary;

/** Damerau-Levenshtein distance (a swap of neighbouring letters is one edit), and the distance at which words are similar. */
final class EditDistance {
    private EditDistance() {}

    /** Returns the edits that a misspelling of a word may have: 1 from three letters, 2 from eight; 0 in words with digits. */
    static int allowed(String word) {
        int length = word.length();
        if (length < 3 || word.chars().anyMatch(Character::isDigit) || length > 40) {
            return 0;
        }
        return length < 8 ? 1 : 2;
    }

    /** Returns the number of edits between two words, or {@code max + 1} if there are more than {@code max}. */
    static int distance(String a, String b, int max) {
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
