package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A migration that was released is never changed: databases out there have run it, and refuse another one of its number. */
class ReleasedMigrationsTest {

    @ParameterizedTest
    @CsvSource({
        "V1__create_audio_tracks.sql, ae273fde069bc23c7d5b4f18b775e2b7fbb7f02b5edb121f6f16c636ca86d0af",
        "V2__create_search.sql, 2672ba4aa5efc1ae256322e942527ca9f2b9eea9a6b8fee3a2571592f7265f93",
        "V3__create_duplicate_keys_and_loading.sql, 83bfc0fafcd59b211389434897c518287aca65b8bcdd4350ea050e247b9d2cad",
        "V4__create_track_work.sql, 316d240078530688de4a344e27df7906dd345aaef2653184eee5b71a94730842"
    })
    void migration_released_isFrozen(String file, String sha256) throws IOException, NoSuchAlgorithmException {
        try (InputStream migration = LoistDatabase.class.getResourceAsStream("migration/" + file)) {
            byte[] bytes = Objects.requireNonNull(migration).readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);

            assertThat(HexFormat.of().formatHex(digest))
                    .as("%s was changed; put the change into a new migration", file)
                    .isEqualTo(sha256);
        }
    }
}
