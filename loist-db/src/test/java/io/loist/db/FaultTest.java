package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.LoistException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.HalfBatchMain;
import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.RestartableServer;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What stays true when many come at once, when the server goes away, and when a program dies. */
@Integration
@Timeout(120)
class FaultTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void calls_fourTimesAsManyThreadsAsConnections_leakNothingAndMixNothingUp()
            throws InterruptedException, ExecutionException {
        try (LoistDatabase database =
                pooled(POSTGRES.url()).poolSize(8).namespace("many").build()) {
            together(32, thread -> {
                for (int i = 0; i < 15; i++) {
                    String title = "Song" + thread + "x" + i;
                    Track saved = database.tracks().save(SampleTracks.track(title, "Band"));
                    assertThat(database.tracks().findById(saved.id())).contains(saved);
                    assertThat(database.search().search(title).hits())
                            .extracting(hit -> hit.track())
                            .containsExactly(saved);
                    assertThat(database.tracks().deleteRow(saved.id())).isTrue();
                }
                return thread;
            });

            DatabaseHealth.Pool pool =
                    Objects.requireNonNull(database.health(DEADLINE).pool());
            assertThat(pool.active()).isZero();
            assertThat(pool.waiting()).isZero();
            assertThat(pool.idle()).isBetween(1, 8);
            assertThat(database.search().search("song").hits()).isEmpty();
        }
    }

    @Test
    void save_serverRestartsUnderLoad_keepsWhatItAcknowledged()
            throws IOException, InterruptedException, ExecutionException {
        Queue<Track> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<NewTrack> refused = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        try (RestartableServer server = new RestartableServer(folder);
                LoistDatabase database = pooled(server.jdbcUrl())
                        .poolSize(8)
                        .connectionTimeout(Duration.ofSeconds(1))
                        .build()) {
            database.migrate();
            ExecutorService load = Executors.newFixedThreadPool(12);
            List<Future<?>> writers = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(i -> load.submit(() -> write(database, acknowledged, refused, done)))
                    .toList();
            try {
                until(() -> acknowledged.size() > 100);
                server.stop();
                until(() -> refused.size() >= 12);
                server.startAgain();
                int before = acknowledged.size();
                until(() -> acknowledged.size() > before + 100);
            } finally {
                done.set(true);
                load.shutdown();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            for (Track track : acknowledged) {
                assertThat(database.tracks().findById(track.id())).contains(track);
            }
            for (NewTrack track : refused) {
                // The answer to a commit may have been lost, but never half of a track
                database.tracks()
                        .findById(track.id())
                        .ifPresent(half -> assertThat(database.search()
                                        .search(track.metadata().title())
                                        .hits())
                                .hasSize(1));
            }
        }
    }

    @Test
    void saveAllOrNone_processKilledHalfway_leavesNothing() throws IOException, InterruptedException, SQLException {
        try (Connection inTheWay = POSTGRES.dataSource().getConnection()) {
            inTheWay.setAutoCommit(false);
            insertLastOfBatch(inTheWay);
            Process program = HalfBatchMain.start(POSTGRES.url());
            try {
                until(() -> sessions("AND wait_event_type = 'Lock'") == 1 || !program.isAlive());
                assertThat(program.isAlive())
                        .as("it waits before the last of its batch")
                        .isTrue();
            } finally {
                program.destroyForcibly().waitFor();
            }
            inTheWay.rollback();
        }
        until(() -> sessions("") == 0);
        assertThat(POSTGRES.texts("SELECT title FROM audio_tracks WHERE namespace = 'half'"))
                .isEmpty();
    }

    /** Makes whoever inserts the batch's last track wait to know whether it is a duplicate. */
    private static void insertLastOfBatch(Connection connection) throws SQLException {
        Jdbc.update(connection, Sql.of("""
                        INSERT INTO audio_tracks (id, namespace, title, format, audio_gcs_path)
                        VALUES (:id, 'half', 'In the way', 'mp3', 'gs://music/in-the-way')
                        """).with("id", HalfBatchMain.LAST));
    }

    private static int sessions(String condition) {
        try {
            return POSTGRES.texts("SELECT pid::text FROM pg_stat_activity WHERE application_name = '"
                            + HalfBatchMain.APPLICATION + "' AND datname = current_database() " + condition)
                    .size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(
            LoistDatabase database, Queue<Track> acknowledged, Queue<NewTrack> refused, AtomicBoolean done) {
        while (!done.get()) {
            NewTrack track =
                    SampleTracks.track("Song" + UUID.randomUUID().toString().replace("-", ""), "Band");
            try {
                acknowledged.add(database.tracks().save(track));
            } catch (LoistException e) {
                assertThat(e.retryable()).as(e.toString()).isTrue();
                refused.add(track);
            }
        }
    }

    /** Work of one of several threads. */
    @FunctionalInterface
    private interface Part {
        Integer of(int thread) throws Exception;
    }

    private static void together(int threads, Part part) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Integer>> parts = IntStream.range(0, threads)
                    .<Callable<Integer>>mapToObj(thread -> () -> part.of(thread))
                    .toList();
            for (Future<Integer> result : executor.invokeAll(parts)) {
                result.get();
            }
        } finally {
            executor.shutdown();
        }
    }

    private static void until(BooleanSupplier condition) {
        Instant end = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("it takes too long").isBefore(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static LoistDatabaseBuilder pooled(String url) {
        return LoistDatabase.builder()
                .jdbcUrl(url)
                .user(TestServer.SUPERUSER)
                .password(TestServer.SUPERUSER)
                .searchTimeout(DEADLINE);
    }
}
