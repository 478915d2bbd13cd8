package io.loist.db.internal.text;

import java.util.regex.Pattern;

/**
 * Folds Latin spellings of names in other scripts, so that customary ones meet: {@code tsu} and {@code tu}, {@code kyou} and
 * {@code kyo}, {@code Kim} and {@code Gim}, {@code zahav} and {@code sahab}.
 */
public final class LooseLatin {

    /** Pairs of a spelling and its replacement, in order. */
    private static final String[] VOWELS_KEPT = {
        "ngh", "nh", "shch", "si", "sch", "si", "tch", "ti", "dzh", "zi", "sh", "si", "ch", "ti", "zh", "zi", "dj",
        "zi", "ph", "h", "th", "t", "dh", "d", "gh", "g", "kh", "h", "ts", "t", "tz", "t", "ck", "k", "j", "zi", "f",
        "h", "c", "k", "q", "k", "x", "ks", "l", "r", "wo", "o", "w", "b", "v", "b", "eo", "u", "eu", "u", "y", "i",
        "ai", "i", "ae", "i", "ei", "i", "e", "i", "o", "u", "g", "k", "d", "t", "b", "p", "mp", "np"
    };

    private static final String[] CONSONANTS = {
        "shch", "s", "sh", "s", "ch", "", "kh", "", "ph", "p", "th", "t", "dh", "d", "gh", "g", "ts", "c", "tz", "c",
        "ck", "k", "q", "k", "x", "ks", "j", "g", "f", "p", "v", "b", "w", "", "y", "", "h", ""
    };

    private static final String[] THAI_CONSONANTS = {
        "ng", "x", "kh", "k", "ch", "c", "j", "c", "th", "t", "ph", "p", "g", "k", "d", "t", "b", "p", "l", "r", "v",
        "w", "w", "", "y", "", "h", "", "q", "k", "z", "s"
    };

    private static final Pattern NO_LETTER = Pattern.compile("[^a-z0-9]+");
    private static final Pattern SILENT_H = Pattern.compile("h(?=[^aiu]|$)");
    private static final Pattern VOWEL = Pattern.compile("[aeiou]+");
    private static final Pattern DOUBLE = Pattern.compile("(.)\\1+");

    private LooseLatin() {}

    /** Returns a spelling with its vowels. */
    static String sounds(String latin) {
        return single(SILENT_H.matcher(replaced(latin, VOWELS_KEPT)).replaceAll(""));
    }

    /** Returns what a script without vowels may write of it. */
    static String consonants(String latin) {
        return VOWEL.matcher(replaced(single(latin), CONSONANTS)).replaceAll("");
    }

    /** Returns the consonants of a spelling of Thai. */
    static String thaiConsonants(String latin) {
        return VOWEL.matcher(replaced(latin, THAI_CONSONANTS)).replaceAll("");
    }

    private static String replaced(String latin, String[] replacements) {
        String text = NO_LETTER.matcher(latin).replaceAll("");
        for (int i = 0; i < replacements.length; i += 2) {
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return text;
    }

    private static String single(String text) {
        return DOUBLE.matcher(text).replaceAll("$1");
    }
}
