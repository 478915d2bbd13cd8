package io.loist.internal.names;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the sort key of a name, by which it is also compared: the beginning of the name without case, accents, width and repeated
 * white space. Punctuation is kept, so that "Song!" differs from "Song?", unlike in the fold of loist-db, which serves search.
 */
public final class SortKey {

    /** Maximum length, so that the key fits into an index. */
    private static final int MAX_CHARS = 200;

    private static final int LAST_ASCII = 0x7F;

    /** Letters whose case or stroke normalisation keeps, and below their replacements. */
    private static final String LETTERS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣςΤΥΦΧΨΩ"
            + "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐ"
            + "ҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾ"
            + "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ"
            + "ØøĐđÐðĦħıŁłŊŋŦŧƒƑƗɨƵƶƁɓƊɗƉɖƘƙƝɲƓɠǤǥȻȼɆɇɌɍɎɏȺⱥȽƚȾⱦɃƀ"
            + "ƂƄƆƇƋƎƏƐƔƖƜƟƢƤƦƧƩƬƮƱƲƳƷƸƼǶǷȜȠȢȤɁɄɅɈɊ";

    private static final String PLAIN_LETTERS = "αβγδεζηθικλμνξοπρσστυφχψω"
            + "абвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґ"
            + "ғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿ"
            + "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"
            + "ooddddhhillnnttffiizzbbddddkknnggggcceerryyaallttbb"
            + "ƃƅɔƈƌǝəɛɣɩɯɵƣƥʀƨʃƭʈʊʋƴʒƹƽƕƿȝƞȣȥɂʉʌɉɋ";

    private static final Map<Character, String> JOINED =
            Map.of('ß', "ss", 'ẞ', "ss", 'æ', "ae", 'Æ', "ae", 'œ', "oe", 'Œ', "oe", 'þ', "th", 'Þ', "th");

    /** The replacement of each character of the alphabets above; 0 if there is none. */
    private static final char[] FOLDED = new char[0x2D00];

    static {
        for (int i = 0; i < LETTERS.length(); i++) {
            FOLDED[LETTERS.charAt(i)] = PLAIN_LETTERS.charAt(i);
        }
    }

    /** Marks of Latin, Greek, Cyrillic, Hebrew and Arabic; soft hyphens, zero-width characters, variation selectors. */
    private static final int[] MARKS = {
        0x00AD, 0x00AD, 0x0300, 0x036F, 0x0483, 0x0489, 0x0591, 0x05BD, 0x05BF, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5,
        0x05C7, 0x05C7, 0x0610, 0x061A, 0x0640, 0x0640, 0x064B, 0x065F, 0x0670, 0x0670, 0x1AB0, 0x1AFF, 0x1DC0, 0x1DFF,
        0x200B, 0x200F, 0x2060, 0x2060, 0x20D0, 0x20FF, 0xFE00, 0xFE0F, 0xFE20, 0xFE2F, 0xFEFF, 0xFEFF
    };

    private static final int[] SPACES = {
        0x0001, 0x0020, 0x007F, 0x00A0, 0x1680, 0x1680, 0x180E, 0x180E, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F,
        0x205F, 0x205F, 0x3000, 0x3000
    };

    private SortKey() {}

    /** Returns the key of a name, or null for null. */
    public static @Nullable String ofNullable(@Nullable String name) {
        return name == null ? null : of(name);
    }

    /** Returns the key of a name. */
    public static String of(String name) {
        String folded =
                isAscii(name) ? name : Normalizer.normalize(letters(Normalizer.normalize(name, Form.NFKD)), Form.NFKC);
        return firstChars(squeezed(folded), MAX_CHARS);
    }

    /** Returns whether a text has no other characters than those of ASCII. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_ASCII) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first characters of a text, counted in code points. */
    public static String firstChars(String text, int count) {
        return text.length() <= count || text.codePointCount(0, text.length()) <= count
                ? text
                : text.substring(0, text.offsetByCodePoints(0, count));
    }

    private static String letters(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isIn(MARKS, c)) {
                continue;
            }
            char folded = c < FOLDED.length ? FOLDED[c] : 0;
            String joined = folded == 0 && c > 'z' ? JOINED.get(c) : null;
            if (joined != null) {
                letters.append(joined);
            } else {
                letters.append(folded == 0 ? c : folded);
            }
        }
        return letters.toString();
    }

    /** Converts ASCII letters to lower case, and runs of spaces and controls to one space; trims both ends. */
    private static String squeezed(String name) {
        StringBuilder squeezed = new StringBuilder(name.length());
        boolean space = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || (c > '~' && isIn(SPACES, c))) {
                space = true;
                continue;
            }
            if (space && squeezed.length() > 0) {
                squeezed.append(' ');
            }
            space = false;
            squeezed.append(c >= 'A' && c <= 'Z' ? (char) (c | ' ') : c);
        }
        return squeezed.toString();
    }

    private static boolean isIn(int[] ranges, int character) {
        for (int i = 0; i < ranges.length && character >= ranges[i]; i += 2) {
            if (character <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
