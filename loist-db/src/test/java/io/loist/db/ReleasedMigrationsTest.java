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
        "V1__create_audio_tracks.sql, 6df0525f9c4873d3f12f698a430a305f2a50c34c7a1f23fc9ba3a5f426f719ef",
        "V2__create_search.sql, 3cdf19d4388bd1f58c3bb821a135cc46a64e698bf6e7d87070f5d1eb46cf71a3"
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
