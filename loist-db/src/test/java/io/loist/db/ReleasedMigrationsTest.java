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
        "V1__create_audio_tracks.sql, dea8b4957a68f5f80045d34fe71005681f9627f06c3883d8db820d043e9c1f79",
        "V2__create_search.sql, 713395a2e761a9cdecd7bcf7cf64dd6be0ffcdf3edfb7acfd21a6a97b8678c7d",
        "V3__create_duplicate_keys_and_loading.sql, e9f929bbf66fee739df8ed3904f03b6211eb03c09528727edab5ce15af0a92fc",
        "V4__create_track_work.sql, 711dd2ebfcd81f6df6f6cf6b0a723f9cc2fc736cb7b133f2276d4d0ce700f334",
        "V5__extend_search.sql, 6c7e521e4e4c9a14f7c593435de6e26f2cd2e4376ea83876f5de79aacef22d39",
        "V6__create_object_outbox.sql, 52f21b29d380e5be7235f1e2a98175506179d2140fdb619fb002eb12b41906b6"
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
