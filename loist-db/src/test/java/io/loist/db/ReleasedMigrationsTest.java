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
        "V1__create_tracks.sql, 0cf6a9669dc9c679161b47acb4f956ecaa150d733ab5b9d18e9d757bdac3c790",
        "V2__create_search.sql, bcf82b483b9560e48d1aa6209858528ac9d25b01c417cbdeb33a4bd7c9378e29",
        "V3__create_track_queue.sql, 5bf4cc7713820f2410ca9c693a6dcb596a98d4f85108ca3f6289a5de8ea40877",
        "V4__create_ingest.sql, 5d66f66e04c18b3bb0d84d7e6ca9c4e4a29dc5cb4599d5757d952d72c49d205f"
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
