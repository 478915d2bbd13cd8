package io.loist.db.internal.text;

/** How kana are said, in Latin letters. */
final class KanaReading {

    private static final String KANA =
            "あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほばびぶべぼぱぴぷぺぽまみむめも" + "やゆよらりるれろわゐゑをんゔ";
    private static final String[] LATIN =
            ("a i u e o ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te to"
                            + " da ji zu de do na ni nu ne no ha hi fu he ho ba bi bu be bo pa pi pu pe po ma mi mu me mo"
                            + " ya yu yo ra ri ru re ro wa i e o n vu")
                    .split(" ", -1);
    private static final String SMALL = "ぁぃぅぇぉゃゅょゎ";
    private static final String[] SMALL_LATIN = {"a", "i", "u", "e", "o", "ya", "yu", "yo", "wa"};
    private static final int TO_HIRAGANA = 'ァ' - 'ぁ';

    private KanaReading() {}

    static boolean isKana(int c) {
        return (c >= 'ぁ' && c <= 'ゖ') || (c >= 'ァ' && c <= 'ヶ') || c == 'ー';
    }

    /**
     * Returns the reading of a run of kana.
     *
     * @param particle how the kana ha is said after others, ha or wa
     */
    static String of(CharSequence kana, String particle) {
        StringBuilder latin = new StringBuilder();
        for (int i = 0; i < kana.length(); i++) {
            char c = kana.charAt(i);
            char hiragana = c >= 'ァ' && c <= 'ヶ' ? (char) (c - TO_HIRAGANA) : c;
            int small = SMALL.indexOf(hiragana);
            int at = KANA.indexOf(hiragana);
            if (small >= 0) {
                joinSmall(SMALL_LATIN[small], latin);
            } else if (hiragana == 'は' && i > 0) {
                latin.append(particle);
            } else if (at >= 0) {
                latin.append(LATIN[at]);
            }
        }
        return latin.toString();
    }

    /** A small kana takes the place of the vowel before it: ki and small ya are kya, fu and small a are fa. */
    private static void joinSmall(String small, StringBuilder latin) {
        int last = latin.length() - 1;
        boolean glide = small.length() > 1;
        if (last > 0 && "iue".indexOf(latin.charAt(last)) >= 0 && "aeiou".indexOf(latin.charAt(last - 1)) < 0) {
            latin.setLength(last);
            boolean isSoft =
                    latin.toString().endsWith("sh") || latin.toString().endsWith("ch") || latin.charAt(last - 1) == 'j';
            latin.append(glide && isSoft ? small.substring(1) : small);
        } else {
            latin.append(small);
        }
    }
}
