package io.loist.db.internal.text;

import java.util.ArrayList;
import java.util.List;

/** The letters of Korean syllables. */
public final class Hangul {

    private static final int FIRST = 0xAC00;
    private static final int LAST = 0xD7A3;
    private static final int FINALS = 28;
    private static final int VOWELS = 21;
    private static final int FIRST_INITIAL = 0x1100;
    private static final int LAST_INITIAL = 0x1112;
    private static final int FIRST_VOWEL = 0x1161;

    /** For each final consonant, the initial consonants that are written alike; 0 is none. */
    private static final String[] FINALS_AS_INITIALS = {
        "", "ᄀ", "ᄁ", "ᄀᄉ", "ᄂ", "ᄂᄌ", "ᄂᄒ", "ᄃ", "ᄅ", "ᄅᄀ", "ᄅᄆ", "ᄅᄇ", "ᄅᄉ", "ᄅᄐ", "ᄅᄑ", "ᄅᄒ", "ᄆ", "ᄇ", "ᄇᄉ", "ᄉ",
        "ᄊ", "ᄋ", "ᄌ", "ᄎ", "ᄏ", "ᄐ", "ᄑ", "ᄒ"
    };

    private Hangul() {}

    static boolean isSyllable(int codePoint) {
        return codePoint >= FIRST && codePoint <= LAST;
    }

    /** Returns whether a character is one of the letters that {@link #letters} returns. */
    public static boolean isLetter(int codePoint) {
        return codePoint >= FIRST_INITIAL && codePoint < FIRST_VOWEL + VOWELS;
    }

    static int initial(int syllable) {
        return (syllable - FIRST) / (VOWELS * FINALS);
    }

    static int vowel(int syllable) {
        return (syllable - FIRST) / FINALS % VOWELS;
    }

    static int last(int syllable) {
        return (syllable - FIRST) % FINALS;
    }

    /** Returns the syllable with the vowel that sounds the same for most speakers: e for ae, we for wae and oe. */
    static int withCommonVowel(int syllable) {
        int vowel = vowel(syllable);
        int common = switch (vowel) {
            case 1 -> 5;
            case 3 -> 7;
            case 10, 11 -> 15;
            default -> vowel;
        };
        return syllable + (common - vowel) * FINALS;
    }

    /** Returns text with every syllable as its letters, final consonants as the initial ones that they are written like. */
    public static String letters(String text) {
        if (text.chars().noneMatch(Hangul::isSyllable)) {
            return text;
        }
        StringBuilder letters = new StringBuilder(3 * text.length());
        text.chars().forEach(c -> {
            if (isSyllable(c)) {
                letters.append((char) (FIRST_INITIAL + initial(c)))
                        .append((char) (FIRST_VOWEL + vowel(c)))
                        .append(FINALS_AS_INITIALS[last(c)]);
            } else {
                letters.append((char) c);
            }
        });
        return letters.toString();
    }

    /** Returns whether a word consists of initial consonants alone, each of which stands for a syllable. */
    public static boolean isInitials(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= FIRST_INITIAL && c <= LAST_INITIAL);
    }

    /** Returns the initial consonants of the syllables of a text; other characters are left out. */
    public static String initials(String text) {
        StringBuilder initials = new StringBuilder();
        text.chars().filter(Hangul::isSyllable).forEach(c -> initials.append((char) (FIRST_INITIAL + initial(c))));
        return initials.toString();
    }

    /**
     * Returns what the last character of a word that is being typed may become, itself first: a syllable may still get a final
     * consonant, and its final consonant may become the next syllable's initial one. Empty if it may become anything.
     */
    public static List<String> completions(String character) {
        int c = character.codePointAt(0);
        if (!isSyllable(c)) {
            return isInitials(character) ? List.of() : List.of(character);
        }
        List<String> all = new ArrayList<>();
        all.add(character);
        if (last(c) > 0) {
            all.add(Character.toString(c - last(c)));
        } else {
            for (int last = 1; last < FINALS; last++) {
                all.add(Character.toString(c + last));
            }
        }
        return all;
    }
}
