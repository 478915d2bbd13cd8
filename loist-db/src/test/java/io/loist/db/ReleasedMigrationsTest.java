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

/** A released migration is never changed, because databases have run it and refuse a different one of the same number. */
class ReleasedMigrationsTest {

    @ParameterizedTest
    @CsvSource({
        "V1__create_tracks.sql, 5bc34367a773e4641caf92543ebe64cda047a536c7cc87d400cad6d2857081ad",
        "V2__create_search.sql, 0bed168a8ec6c0e7df9d9b9feb76f750c0d411564f5d243d148eec06b11808c2",
        "V3__create_track_queue.sql, 0ad557fe62f6ce69bd6b338018518c806dca0905ca45a156b4e7cf95f386ad34",
        "V4__create_ingest.sql, 409cf1f112d53b6f6f7cd515b11a15f6156e67c8bf8ac4a306b18340c6d6de1a",
        "V5__create_catalog.sql, f1b7c58092493bd29c48f1dfe6ed993aa9670266c5d81cec7f41e2da3400e3e5",
        "V6__create_plays.sql, ada003bb31d6230ad70f51edf907fdccb2131bc2d7d164439a7db272d8d3be9c"
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
