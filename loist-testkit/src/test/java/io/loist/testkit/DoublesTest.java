package io.loist.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.library.Loist;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.testkit.memory.InMemoryObjectStore;
import io.loist.track.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's test without a server, and without a file of loist's. */
class DoublesTest {

    @TempDir
    private Path folder;

    @Test
    void library_inMemory_ingestsAndFinds() throws IOException {
        Path file = Files.write(folder.resolve("a.wav"), SampleAudio.wav("A title", "An artist"));
        try (Loist loist = Loist.builder()
                .database(new InMemoryDatabase(Clock.systemUTC()))
                .objects(new InMemoryObjectStore("music"))
                .bucket("music")
                .build()) {
            Track track = loist.ingest(file);

            assertThat(loist.search("title").hits())
                    .extracting(hit -> hit.track().id())
                    .containsExactly(track.id());
            assertThat(track.audio().duration()).hasSeconds(1);
        }
    }
}
