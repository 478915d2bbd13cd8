package io.loist.db.internal.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a name is sorted and compared by: the beginning of the name without case, accents, width and repeated white space. Signs
 * stay, so that "Song!" is not "Song?"; {@link Fold}, which is for search, forgives more.
 */
public final class SortKey {

    /** As much of a name as an index takes. */
    private static final int MAX_CHARS = 200;

    /** Letters whose case or stroke no normalisation takes away, and below what becomes of them. */
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

    /** What becomes of each character of the alphabets above; 0 if it stays as it is. */
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

    /** Returns the key of a name that there may be. */
    public static @Nullable String ofNullable(@Nullable String name) {
        return name == null ? null : of(name);
    }

    /** Returns the key of a name. */
    public static String of(String name) {
        String folded = Fold.isAscii(name)
                ? name
                : Normalizer.normalize(letters(Normalizer.normalize(name, Form.NFKD)), Form.NFKC);
        return Fold.firstChars(squeezed(folded), MAX_CHARS);
    }

    /** Returns the keys of names, in their order. */
    public static String[] of(List<String> names) {
        return names.stream().map(SortKey::of).toArray(String[]::new);
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

    /** Makes the letters of ASCII small ones, and one space of each run of spaces and controls; none at the ends. */
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
