package io.loist.examples.benchmarks.search;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Other spellings of names, and what is wrong with them when people type them. */
final class ScriptSpelling {

    private static final Transliterator TRADITIONAL = Transliterator.getInstance("Simplified-Traditional");
    private static final Transliterator SIMPLIFIED = Transliterator.getInstance("Traditional-Simplified");
    private static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Lower");
    private static final Transliterator PLAIN = Transliterator.getInstance("Latin-ASCII");

    private static final String SMALL_KANA = "ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
    private static final String LARGE_KANA = "あいうえおつやゆよアイウエオツヤユヨ";
    private static final int TO_KATAKANA = 'ァ' - 'ぁ';
    private static final String MARKS =
            "[\\u0300-\\u036F\\u0591-\\u05C7\\u064B-\\u0652\\u0E47-\\u0E4C\\u0EC8-\\u0ECC]";

    private static final int FIRST_SYLLABLE = '가';
    private static final int LAST_SYLLABLE = '힣';
    private static final int VOWELS = 21;
    private static final int FINALS = 28;
    private static final int AE = 1;
    private static final int E = 5;
    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    private static final String[] SUFFIXES = {
        " (live)", " (inst.)", " (伴奏)", " - remix", "(acoustic ver.)", " [2019 remaster]", " (feat. mika)", "（ライブ）"
    };

    private ScriptSpelling() {}

    static String hiragana(String name) {
        return mapped(name, c -> c >= 'ァ' && c <= 'ヶ' ? c - TO_KATAKANA : c);
    }

    static String katakana(String name) {
        return mapped(name, c -> c >= 'ぁ' && c <= 'ゖ' ? c + TO_KATAKANA : c);
    }

    static String largeKana(String name) {
        return mapped(name, c -> {
            int small = SMALL_KANA.indexOf(c);
            return small < 0 ? c : LARGE_KANA.charAt(small);
        });
    }

    static String traditional(String name) {
        return TRADITIONAL.transliterate(name);
    }

    static String simplified(String name) {
        return SIMPLIFIED.transliterate(name);
    }

    static @Nullable String withoutLetter(String name, Random random) {
        int[] letters = name.codePoints().toArray();
        int missing = random.nextInt(letters.length);
        return letters.length < 3 || !Character.isLetter(letters[missing])
                ? null
                : new String(letters, 0, missing) + new String(letters, missing + 1, letters.length - missing - 1);
    }

    /** Returns a name with one of its letters in the place of another one. */
    static @Nullable String withOtherLetter(String name, Random random) {
        int[] letters = name.codePoints().toArray();
        int wrong = random.nextInt(letters.length);
        int other = letters[random.nextInt(letters.length)];
        if (letters.length < 4 || !Character.isLetter(letters[wrong]) || !Character.isLetter(other)) {
            return null;
        }
        letters[wrong] = other;
        return new String(letters, 0, letters.length);
    }

    /** Returns a name without tone marks, points and accents. */
    static String withoutMarks(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll(MARKS, "");
        return Normalizer.normalize(letters, Normalizer.Form.NFC);
    }

    /** Returns a name whose last Korean syllable lacks its last letters; null if it has none. */
    static @Nullable String unfinished(String name, Random random) {
        char last = name.charAt(name.length() - 1);
        if (!isSyllable(last) || name.length() < 3) {
            return null;
        }
        int letters = last - FIRST_SYLLABLE;
        boolean withoutVowel = letters % FINALS == 0 || random.nextBoolean();
        return name.substring(0, name.length() - 1)
                + (withoutVowel ? initial(last) : (char) (last - letters % FINALS));
    }

    /** Returns a name with ㅐ for ㅔ, and the other way round. */
    static String otherVowel(String name) {
        return mapped(name, c -> {
            int vowel = isSyllable(c) ? (c - FIRST_SYLLABLE) / FINALS % VOWELS : -1;
            return vowel == AE ? c + (E - AE) * FINALS : vowel == E ? c - (E - AE) * FINALS : c;
        });
    }

    /** Returns the initial consonants of Korean syllables in their place. */
    static String initials(String name) {
        return mapped(name, c -> isSyllable(c) ? initial(c) : c);
    }

    static String suffixed(String title, Random random) {
        return title + SUFFIXES[random.nextInt(SUFFIXES.length)];
    }

    /** Returns a name by ICU's rules in Latin letters, with vowels for what Hebrew and Arabic do not write. */
    static String latin(String name) {
        boolean withoutVowels = name.codePoints().anyMatch(ScriptSpelling::isConsonant);
        String latin = LATIN.transliterate(name).replace("š", "sh").replace("ḥ", "h").replace("ʿ", "a").replace("ʾ", "a");
        String plain = PLAIN.transliterate(latin).replaceAll("[^a-z0-9 ]+", " ").replaceAll(" +", " ").strip();
        return withoutVowels
                ? plain.replace('w', 'o').replace('y', 'i').replaceAll("(?<=[b-df-hj-np-tvxz])(?=[b-df-hj-np-tvxz])", "a")
                : plain;
    }

    private static boolean isConsonant(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HEBREW || script == Character.UnicodeScript.ARABIC;
    }

    private static boolean isSyllable(int c) {
        return c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE;
    }

    private static char initial(int syllable) {
        return INITIALS.charAt((syllable - FIRST_SYLLABLE) / (VOWELS * FINALS));
    }

    private static String mapped(String name, IntUnaryOperator letter) {
        return name.codePoints()
                .map(letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
