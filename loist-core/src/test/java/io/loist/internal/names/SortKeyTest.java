package io.loist.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names are sorted and compared by. */
class SortKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Björk            | bjork
            ÆØÅ æøå          | aeoa aeoa
            Œuvre Łódź Đorđe | oeuvre lodz dorde
            STRASSE Straße ẞ | strasse strasse ss
            İIıi             | iiii
            ＡＢＣ ½ ﬁ ™       | abc 1⁄2 fi tm
            ｶﾞｷﾞ がぎ         | ガギ がぎ
            한국어             | 한국어
            ΜΟΥΣΙΚΉΣ ςσ      | μουσικησ σσ
            ВИКТОР Ёлка Й    | виктор елка и
            Հայաստան         | հայաստան
            Tiếng Việt       | tieng viet
            a  b   c         | a b c
            """)
    void of_text_losesCaseAccentsAndWidth(String text, String key) {
        assertThat(SortKey.of(text)).isEqualTo(key);
    }

    @Test
    void of_key_isTheSame() {
        IntStream.rangeClosed(1, Character.MAX_VALUE)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .mapToObj(c -> "A" + Character.toString(c) + "b")
                .forEach(text ->
                        assertThat(SortKey.of(SortKey.of(text))).as(text).isEqualTo(SortKey.of(text)));
    }

    @Test
    void of_lettersOfEuropeanScripts_haveOneCase() {
        IntStream.rangeClosed('A', 0x556)
                .filter(Character::isLetter)
                .filter(letter -> !Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD)
                        .startsWith("\u02bc"))
                .filter(letter -> Character.isUpperCase(letter) && letter < 0x4ff && (letter < 0x250 || letter > 0x37f))
                .filter(letter -> letter < 0x3cf || letter >= 0x400)
                .mapToObj(Character::toString)
                .forEach(letter ->
                        assertThat(SortKey.of(letter)).isEqualTo(SortKey.of(letter.toLowerCase(Locale.ROOT))));
    }

    @Test
    void of_longName_isCut() {
        assertThat(SortKey.of("Ŵ ".repeat(300))).isEqualTo("w ".repeat(100));
        String cut = SortKey.of("天\uD83C\uDFB5".repeat(150));
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(200);
    }

    @Test
    void of_noName_isNoKey() {
        assertThat(SortKey.ofNullable(null)).isNull();
        assertThat(SortKey.of("!!!")).isEqualTo("!!!");
    }
}
