package io.loist.db.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL function that folds text, in the searches as in the tables. */
@Integration
class FoldTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

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
    void fold_text_losesCaseAccentsAndWidth(String text, String folded) throws SQLException {
        assertThat(POSTGRES.texts("SELECT loist_fold(?)", text)).containsExactly(folded);
    }

    @Test
    void fold_twice_isTheSameAsOnce() throws SQLException {
        String everything = IntStream.rangeClosed(1, Character.MAX_VALUE)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(
                        StringBuilder::new, (text, c) -> text.appendCodePoint(c).append(' '), StringBuilder::append)
                .toString();

        assertThat(POSTGRES.texts("SELECT loist_fold(loist_fold(?)) = loist_fold(?)", everything, everything))
                .containsExactly("t");
    }

    @Test
    void fold_lettersOfEuropeanScripts_haveOneCase() throws SQLException {
        StringBuilder letters = new StringBuilder();
        IntStream.rangeClosed('A', 0x556)
                .filter(Character::isLetter)
                .filter(letter -> !Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD)
                        .startsWith("\u02bc"))
                .filter(letter -> Character.isUpperCase(letter) && letter < 0x4ff && (letter < 0x250 || letter > 0x37f))
                .filter(letter -> letter < 0x3cf || letter >= 0x400)
                .forEach(letters::appendCodePoint);
        String upper = letters.toString();

        assertThat(POSTGRES.texts("SELECT loist_fold(?)", upper))
                .isEqualTo(POSTGRES.texts("SELECT loist_fold(?)", upper.toLowerCase(Locale.ROOT)));
    }
}
