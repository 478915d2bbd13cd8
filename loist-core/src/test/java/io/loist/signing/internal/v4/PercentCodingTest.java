package io.loist.signing.internal.v4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodingTest {

    @ParameterizedTest
    @CsvSource({
        "aZ09-._~, aZ09-._~",
        "'a b+c', a%20b%2Bc",
        "100%, 100%25",
        "a/b, a%2Fb",
        "'!*''();:@&=$,?#[]', %21%2A%27%28%29%3B%3A%40%26%3D%24%2C%3F%23%5B%5D",
        "Björk, Bj%C3%B6rk",
        "天使, %E5%A4%A9%E4%BD%BF",
        "🎵, %F0%9F%8E%B5",
        "'', ''",
    })
    void encode_text_keepsUnreservedCharactersAlone(String text, String encoded) {
        assertThat(PercentCoding.encode(text)).isEqualTo(encoded);
        assertThat(PercentCoding.decodeText(encoded)).isEqualTo(text);
    }

    @Test
    void encodePath_slashes_stay() {
        assertThat(PercentCoding.encodePath("/a//b c/")).isEqualTo("/a//b%20c/");
    }

    @Test
    void encode_everyByte_isReadBack() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }

        assertThat(PercentCoding.decodeText(PercentCoding.encode(all.toString())))
                .isEqualTo(all.toString());
        assertThat(PercentCoding.encode(all.toString())).matches("[A-Za-z0-9._~%-]+");
    }

    @ParameterizedTest
    @CsvSource({"%7e%41, ~A", "a+b, a%2Bb", "%c3%b6, %C3%B6", "ö, %C3%B6", "%ff, %FF", "a/b, a%2Fb"})
    void normalize_anyEncoding_becomesTheCanonicalOne(String sent, String canonical) {
        assertThat(PercentCoding.normalize(sent)).isEqualTo(canonical);
    }

    @Test
    void normalizePath_encodedSlash_becomesPlain() {
        assertThat(PercentCoding.normalizePath("/a%2fb")).isEqualTo("/a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "a%", "%zz", "%4g", "%%41", "%-1", "%+1", "%４１"})
    void normalize_percentWithoutDigits_throws(String sent) {
        assertThatIllegalArgumentException().isThrownBy(() -> PercentCoding.normalize(sent));
        assertThatIllegalArgumentException().isThrownBy(() -> PercentCoding.normalizePath(sent));
        assertThatIllegalArgumentException().isThrownBy(() -> PercentCoding.decodeText(sent));
    }

    @Test
    void decodeText_notUtf8_becomesReplacementCharacter() {
        assertThat(PercentCoding.decodeText("%FFa")).isEqualTo("\uFFFDa");
    }
}
