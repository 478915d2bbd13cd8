package io.loist.db.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetCursorTest {

    private static final UUID ID = new UUID(1, 2);

    @Test
    void of_ownCursor_isTheSamePlace() {
        KeysetCursor place = new KeysetCursor("ARTIST+", Arrays.asList("björk \uD83C\uDFB5", null, "", "-"), ID);

        assertThat(KeysetCursor.of(place.toCursor(), "ARTIST+", 4)).isEqualTo(place);
    }

    @Test
    void toCursor_longestText_fitsACursor() {
        KeysetCursor place = new KeysetCursor("ARTIST+", List.of("\uD83C\uDFB5".repeat(200)), ID);

        assertThat(place.toCursor().token()).hasSizeLessThan(2_000);
    }

    @Test
    void of_otherQuestion_throws() {
        Cursor cursor = new KeysetCursor("ARTIST+", List.of("x"), ID).toCursor();

        assertThatIllegalArgumentException().isThrownBy(() -> KeysetCursor.of(cursor, "ARTIST-", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> KeysetCursor.of(cursor, "ARTIST+", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "2\0ARTIST+\0%s\0=x",
                "1\0ARTIST+\0no-id\0=x",
                "1\0ARTIST+\0%s\0",
                "1\0ARTIST+\0%s\0=x\0=y"
            })
    void of_anythingElse_throws(String text) {
        byte[] bytes = (text.replace("%s", ID.toString()) + " ").strip().getBytes(StandardCharsets.UTF_8);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThatIllegalArgumentException().isThrownBy(() -> KeysetCursor.of(new Cursor(token), "ARTIST+", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "_-_-", "AAAA", "gICA"})
    void of_noText_throws(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeysetCursor.of(new Cursor(token), "ARTIST+", 1));
    }
}
