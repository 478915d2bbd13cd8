package io.loist.db.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSummary;
import io.loist.ingest.spi.AudioFile;
import io.loist.testing.Integration;
import io.loist.testkit.memory.InMemoryObjectStore;
import io.loist.track.AudioProperties;
import io.loist.track.TrackMetadata;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ingests that share fewer connections than they have threads. */
@Integration
class IngestConnectionsTest {

    private static final int FILES = 200;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void ingestAll_oneConnectionForManyThreads_storesEveryFile(@TempDir Path folder) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve("song-" + i), "song " + i, UTF_8);
        }
        try (LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl(POSTGRES.url())
                .user("postgres")
                .password("postgres")
                .namespace("one-connection")
                .poolSize(1)
                .build()) {
            IngestPipeline pipeline = IngestPipeline.builder(
                            database, new InMemoryObjectStore("music"), IngestConnectionsTest::read)
                    .bucket("music")
                    .parallelism(8)
                    .build();

            IngestSummary summary = pipeline.ingestAll(folder, IngestListener.NONE);

            assertThat(summary.stored()).isEqualTo(FILES);
        }
    }

    private static AudioFile read(FileChannel file, String name) {
        return new AudioFile(
                TrackMetadata.builder(name).build(),
                AudioProperties.builder("song").build(),
                "audio/song",
                "song",
                null,
                new TreeMap<>(),
                null,
                List.of());
    }
}
