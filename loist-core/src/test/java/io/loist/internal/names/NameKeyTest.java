package io.loist.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What identifies a name, and the ids made from it. */
class NameKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            R.E.M.                | rem
            AC/DC                 | acdc
            Don’t Stop            | dontstop
            Don't  stop           | dontstop
            Sigur Rós             | sigurros
            ＡＢＣ                  | abc
            A$AP Rocky            | a$aprocky
            !!!                   | !!!
            ÷                     | ÷
            ( )                   | ( )
            坂本 龍一               | 坂本龍一
            """)
    void of_name_losesCaseAccentsAndPunctuation(String name, String key) {
        assertThat(NameKey.of(name)).isEqualTo(key);
    }

    @Test
    void id_ofAKey_isTheSameEverywhereForever() {
        assertThat(NameId.of("artist", "name bjork"))
                .isEqualTo(UUID.fromString("5f1a53d5-3973-8827-b282-068595055365"));
        assertThat(NameId.of("album", "name bjork")).isNotEqualTo(NameId.of("artist", "name bjork"));
    }

    @Test
    void id_ofAKey_isAUuidOfVersion8() {
        for (int i = 0; i < 100; i++) {
            UUID id = NameId.of("artist", "name " + i);
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
        }
    }
}
