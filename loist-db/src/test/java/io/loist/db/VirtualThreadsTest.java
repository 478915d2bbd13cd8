package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Integration
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads need JDK 21")
class VirtualThreadsTest {

    private static final String PINNED = "jdk.VirtualThreadPinned";
    private static final Duration PINNED_FOR = Duration.ofMillis(20);
    private static final int THREADS = 1_000;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir
    private Path folder;

    @Test
    void thousandVirtualThreads_shareAPoolOfEight_andNoneIsPinned() throws Exception {
        try (LoistDatabase database = LoistDatabase.builder()
                        .jdbcUrl(POSTGRES.url())
                        .user("postgres")
                        .password("postgres")
                        .poolSize(8)
                        .connectionTimeout(Duration.ofMinutes(2))
                        .searchTimeout(Duration.ofMinutes(2))
                        .build();
                Recording recording = new Recording()) {
            // Loading a class pins, too
            inVirtualThreads(Collections.nCopies(16, () -> work(database, 0)));
            recording.enable(PINNED).withThreshold(PINNED_FOR);
            recording.start();

            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 1; i <= THREADS; i++) {
                int number = i;
                tasks.add(() -> work(database, number));
            }
            List<Future<Boolean>> outcomes = inVirtualThreads(tasks);

            for (Future<Boolean> outcome : outcomes) {
                assertThat(outcome.get()).isTrue();
            }
            assertThat(pinned(recording)).isEmpty();
        }
    }

    /** Saves a track, and finds it by its id; one in ten by a search, too. */
    private static boolean work(LoistDatabase database, int number) {
        String title = "Title" + number;
        Track track = database.tracks().save(SampleTracks.track(title, "Artist"));
        boolean found = database.tracks().findById(track.id()).isPresent();
        return found
                && (number % 10 != 0
                        || database.search().search(title).hits().stream()
                                .anyMatch(hit -> hit.track().equals(track)));
    }

    private static <T> List<Future<T>> inVirtualThreads(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            return threads.invokeAll(tasks);
        } finally {
            threads.shutdown();
        }
    }

    /** Returns what pinned a thread. */
    private List<String> pinned(Recording recording) throws IOException {
        Path file = folder.resolve("recording.jfr");
        recording.stop();
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .map(RecordedEvent::toString)
                .toList();
    }
}
