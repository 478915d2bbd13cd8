package io.loist.internal.names;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name as an alphabetical index has it.
 *
 * @param text the name with a leading article at its end
 * @param heading the letter it is under
 * @param key what it is sorted by, in the order of code points: the heading, a space, and the sort key
 */
public record SortName(String text, String heading, String key) {

    private static final Set<String> ARTICLES =
            Set.of("the", "a", "an", "der", "die", "das", "el", "la", "los", "las", "le", "les", "il", "gli");

    private static final String SIGNS = "#";
    private static final String HAN = "漢";
    /** The last kana of each row of the table of sounds, and the first one, which is the heading. */
    private static final String LAST_KANA = "おごぞどのぽもよろんゔゖ";

    private static final String ROWS = "あかさたなはまやらわあか";
    private static final int KATAKANA_TO_HIRAGANA = 'ァ' - 'ぁ';
    private static final String CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ";
    private static final int SYLLABLES_PER_CONSONANT = 588;
    private static final char FIRST_SYLLABLE = '가';
    private static final char LAST_SYLLABLE = '힣';

    /**
     * Returns the sort name of a name.
     *
     * @param tagged the sort name that the tags give, or null
     */
    public static SortName of(String name, @Nullable String tagged) {
        String text = tagged == null || tagged.isBlank() ? articleLast(name) : tagged.strip();
        String key = key(text);
        String heading = key.isEmpty() ? SIGNS : heading(key.codePointAt(0));
        return new SortName(text, heading, heading + " " + key);
    }

    /** Returns how the {@link #key}s of the names begin that begin with a text; empty for a text with nothing visible. */
    public static String prefix(String text) {
        String key = key(text);
        return key.isEmpty() ? "" : heading(key.codePointAt(0)) + " " + key;
    }

    /** Returns the words of a name or a text, folded: runs of letters, digits and symbols. */
    public static List<String> words(String text) {
        return Arrays.stream(SortKey.of(text).split("[\\p{P}\\p{Z}\\p{Sk}]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Returns the sort key without leading quotes, brackets and dots, unless it is nothing else. */
    private static String key(String text) {
        String key = SortKey.of(text);
        int start = 0;
        while (start < key.length() && NameKey.isPunctuation(key.codePointAt(start))) {
            start += Character.charCount(key.codePointAt(start));
        }
        return start == key.length() ? key : key.substring(start);
    }

    private static String articleLast(String name) {
        String trimmed = name.strip();
        int space = trimmed.indexOf(' ');
        if (space < 0 || !ARTICLES.contains(trimmed.substring(0, space).toLowerCase(Locale.ROOT))) {
            return trimmed;
        }
        String rest = trimmed.substring(space + 1).strip();
        return rest + ", " + trimmed.substring(0, space);
    }

    private static String heading(int c) {
        if (!Character.isLetter(c)) {
            return SIGNS;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> row(c);
            case HANGUL -> consonant(c);
            default -> Character.toString(Character.toUpperCase(c));
        };
    }

    private static String row(int kana) {
        int hiragana = kana >= 'ァ' && kana <= 'ヶ' ? kana - KATAKANA_TO_HIRAGANA : kana;
        for (int i = 0; i < LAST_KANA.length(); i++) {
            if (hiragana <= LAST_KANA.charAt(i)) {
                return ROWS.substring(i, i + 1);
            }
        }
        return Character.toString(kana);
    }

    private static String consonant(int hangul) {
        if (hangul < FIRST_SYLLABLE || hangul > LAST_SYLLABLE) {
            return Character.toString(hangul);
        }
        int index = (hangul - FIRST_SYLLABLE) / SYLLABLES_PER_CONSONANT;
        return CONSONANTS.substring(index, index + 1);
    }
}
