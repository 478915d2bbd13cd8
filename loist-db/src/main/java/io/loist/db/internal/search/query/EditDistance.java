package io.loist.db.internal.search.query;

/** How far two words are apart in single edits (a swap of neighbours counts one), and how far they may be. */
final class EditDistance {
    private EditDistance() {}

    /** One edit from three letters, two from eight; none in words with digits. */
    static int allowed(String word) {
        int length = word.length();
        if (length < 3 || word.chars().anyMatch(Character::isDigit) || length > 40) {
            return 0;
        }
        return length < 8 ? 1 : 2;
    }

    /** Edits between the words, or {@code most + 1} when there are more. */
    static int distance(String a, String b, int most) {
        int n = a.length();
        int m = b.length();
        if (Math.abs(n - m) > most) {
            return most + 1;
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
            if (best > most) {
                return most + 1;
            }
            int[] spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[m];
    }
}
