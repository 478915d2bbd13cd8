package io.loist.db.internal.text;

/**
 * Tells whether Java and the database are sure to normalise text alike. They may follow different versions of Unicode, and in
 * scripts that still grow a newer version takes letters apart that an older one does not know; in these ranges nothing has
 * changed since Unicode 13, which is what PostgreSQL 13 and Java 17 follow.
 */
final class StableText {

    /** First and last characters, in order. */
    private static final int[] RANGES = {
        0x0001, 0x052F, 0x0531, 0x0556, 0x0561, 0x0587, 0x05D0, 0x05EA, 0x0620, 0x065F, 0x0E01, 0x0E5B, 0x1E00, 0x206F,
        0x20A0, 0x20BF, 0x2100, 0x218B, 0x2190, 0x2BFF, 0x3000, 0x30FF, 0x3131, 0x318E, 0x3200, 0x9FFF, 0xAC00, 0xD7A3,
        0xF900, 0xFAD9, 0xFF01, 0xFFEE, 0x1F300, 0x1FAFF
    };

    private static final int LAST_ASCII = 0x7F;

    private StableText() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!is(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    static boolean is(int codePoint) {
        for (int i = 0; i < RANGES.length && codePoint >= RANGES[i]; i += 2) {
            if (codePoint <= RANGES[i + 1]) {
                return true;
            }
        }
        return false;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_ASCII) {
                return false;
            }
        }
        return true;
    }
}
