package io.loist.db.internal.text;

/**
 * What the spellings of a word in a script without spaces, and in Korean, have in common: one form of each Han character, hiragana for
 * katakana, large kana for small ones, no long vowel marks, no tone marks of Thai and Lao, one of the Korean vowels that sound alike.
 */
public final class ScriptKey {

    private static final int FIRST_UNSPACED = 0x0E00;
    private static final char LONG_VOWEL = 'ー';
    private static final int KATAKANA_TO_HIRAGANA = 'ァ' - 'ぁ';
    private static final String SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖ";
    private static final String LARGE_KANA = "あいうえおつやゆよわかけ";

    private ScriptKey() {}

    /** Returns the key of folded text, without anything that separates words; other scripts are returned as they are. */
    public static String of(String folded) {
        int from = firstUnspaced(folded);
        if (from == folded.length()) {
            return folded;
        }
        StringBuilder key = new StringBuilder(folded.length()).append(folded, 0, from);
        folded.codePoints().skip(folded.codePointCount(0, from)).forEach(c -> append(c, key));
        return key.isEmpty() ? folded : key.toString();
    }

    private static int firstUnspaced(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < FIRST_UNSPACED) {
            i++;
        }
        return i;
    }

    private static void append(int c, StringBuilder key) {
        if (c == LONG_VOWEL || isTone(c)) {
            return;
        }
        if (Hangul.isSyllable(c)) {
            key.append((char) Hangul.withCommonVowel(c));
        } else if (c >= 'ぁ' && c <= 'ヶ') {
            char hiragana = (char) (c >= 'ァ' ? c - KATAKANA_TO_HIRAGANA : c);
            int small = SMALL_KANA.indexOf(hiragana);
            key.append(small < 0 ? hiragana : LARGE_KANA.charAt(small));
        } else {
            key.appendCodePoint(HanVariants.commonForm(c));
        }
    }

    private static boolean isTone(int c) {
        return (c >= 0x0E47 && c <= 0x0E4C) || (c >= 0x0EC8 && c <= 0x0ECC);
    }
}
