package io.loist.db.internal.text;

/**
 * Scripts written without spaces between words, and Korean, whose words are joined to others; they are indexed by overlapping
 * pairs of characters.
 */
public final class UnspacedScripts {

    /** First and last characters, in order. */
    private static final int[] RANGES = {
        0x0E00, 0x0EFF, 0x1000, 0x109F, 0x1100, 0x11FF, 0x1780, 0x17FF, 0x3005, 0x3007, 0x3040, 0x30FF, 0x3400, 0x4DBF,
        0x4E00, 0x9FFF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0x20000, 0x313FF
    };

    private UnspacedScripts() {}

    public static boolean is(int codePoint) {
        for (int i = 0; i < RANGES.length && codePoint >= RANGES[i]; i += 2) {
            if (codePoint <= RANGES[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
