package io.loist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void new_urlSafeToken_keepsIt() {
        assertThat(new Cursor("aB-_9").token()).isEqualTo("aB-_9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a=b", "a+b", "ä", "a\n"})
    void new_otherText_throws(String token) {
        assertThatThrownBy(() -> new Cursor(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first page");
    }

    @Test
    void new_tooLong_throws() {
        String token = "a".repeat(4_097);

        assertThatThrownBy(() -> new Cursor(token)).isInstanceOf(IllegalArgumentException.class);
    }
}
