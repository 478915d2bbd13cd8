package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.zaxxer.hikari.HikariDataSource;
import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.PgBouncer;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Claim;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a real PgBouncer that gives a client another server connection for each transaction. */
@Integration
class PoolerTest {

    private static final int THREADS = 10;
    private static final int READS = 1_000;
    private static final String FOR_THE_DRIVER = "ignore_startup_parameters = extra_float_digits";

    @TempDir
    private Path folder = Path.of("");

    private String url = "";

    @BeforeEach
    void createDatabase() {
        url = TestServer.running().newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        TestServer.running().drop(url);
    }

    @Test
    void pooler_transaction_everythingWorksAndNoAnswerIsWrong() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder, FOR_THE_DRIVER);
                LoistDatabase database = pooled(bouncer).build()) {
            migrateFromThreeNodes(bouncer);
            assertEverythingWorks(database);
            assertReadsAreRight(database);
        }
        assertThat(texts("SELECT objid::text FROM pg_locks WHERE locktype = 'advisory'"))
                .isEmpty();
    }

    @Test
    void dataSource_prepareThresholdZero_everythingWorksAndNoAnswerIsWrong() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder, FOR_THE_DRIVER);
                HikariDataSource pool = pool(bouncer.url(url) + "&prepareThreshold=0");
                LoistDatabase database = LoistDatabase.create(pool)) {
            database.migrate();
            assertEverythingWorks(database);
            assertReadsAreRight(database);
        }
    }

    @Test
    void defaults_behindAPooler_sayWhatToSet() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder, FOR_THE_DRIVER);
                LoistDatabase database = LoistDatabase.builder()
                        .jdbcUrl(bouncer.url(url))
                        .connectionTimeout(Duration.ofSeconds(5))
                        .build()) {
            assertPooled(() -> database.tracks().list(TrackQuery.newest()));
        }
    }

    @Test
    void dataSource_preparesStatements_isRefusedBeforeAnAnswerIsWrong() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder, FOR_THE_DRIVER);
                HikariDataSource pool = pool(bouncer.url(url));
                LoistDatabase database = LoistDatabase.create(pool)) {
            if (PgBouncer.keepsStatements()) {
                database.migrate();
                assertReadsAreRight(database);
                return;
            }
            assertPooled(database::migrate);
            assertPooled(() -> database.tracks().list(TrackQuery.newest()));
            assertPooled(() -> database.search().search("song"));
            assertThat(texts("SELECT datname FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"))
                    .isEmpty();
        }
    }

    @Test
    void defaults_optionsIgnored_areRefusedAllTheSame() throws Exception {
        assumeFalse(PgBouncer.keepsStatements(), "this pooler keeps the statements of its clients apart");
        try (PgBouncer bouncer = PgBouncer.start(folder, FOR_THE_DRIVER + ",options");
                LoistDatabase database =
                        LoistDatabase.builder().jdbcUrl(bouncer.url(url)).build()) {
            assertPooled(database::migrate);
            assertPooled(() -> database.tracks().list(TrackQuery.newest()));
        }
    }

    @Test
    void timeouts_behindAPooler_holdForLoistAndForNoOneElse() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder, FOR_THE_DRIVER);
                LoistDatabase database =
                        pooled(bouncer).lockTimeout(Duration.ofMillis(300)).build()) {
            database.migrate();
            Track saved = database.tracks().save(SampleTracks.track("Creep", "Radiohead"));
            try (Connection other = DriverManager.getConnection(url, "postgres", "postgres")) {
                other.setAutoCommit(false);
                Jdbc.query(other, Sql.of("SELECT id FROM loist.audio_tracks FOR UPDATE"), row -> row.getString(1));
                assertTimesOut(() -> database.tracks().deleteRow(saved.id()));
                assertTimesOut(() -> database.tracks()
                        .update(
                                saved.id(),
                                saved.version(),
                                TrackPatch.builder().popularity(1).build()));
                other.rollback();
            }
            database.tracks().list(TrackQuery.newest());
            for (int i = 0; i < 20; i++) {
                try (Connection client = DriverManager.getConnection(bouncer.url(url) + "&prepareThreshold=0")) {
                    assertThat(texts(client, """
                            SELECT name || '=' || setting FROM pg_settings
                            WHERE source = 'session' AND name NOT IN ('client_encoding', 'DateStyle', 'TimeZone',
                              'standard_conforming_strings', 'application_name', 'IntervalStyle')
                            """)).isEmpty();
                }
            }
        }
    }

    private void migrateFromThreeNodes(PgBouncer bouncer) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 2; round++) {
                List<Future<?>> done = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    done.add(nodes.submit(() -> {
                        try (LoistDatabase node = pooled(bouncer).build()) {
                            node.migrate();
                        }
                    }));
                }
                for (Future<?> node : done) {
                    node.get(2, TimeUnit.MINUTES);
                }
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    private static void assertEverythingWorks(LoistDatabase database) {
        database.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        database.tracks().load(songs(2_000).stream(), LoadMode.UPSERT);
        database.refreshSearch();
        assertThat(database.search().search("creap").hits()).isNotEmpty();
        assertThat(database.search().suggest("cre").toString()).contains("Creep");
        try (Stream<Track> all = database.tracks().stream(TrackFilter.all())) {
            assertThat(all.count()).isEqualTo(2_001);
        }
        database.tracks()
                .save(SampleTracks.builder("Waiting", "Band")
                        .status(TrackStatus.PENDING)
                        .build());
        List<Claim> claims = database.queue().claim(10, "me", Duration.ofMinutes(1));
        assertThat(database.queue().complete(claims)).hasSize(1);
        assertThat(database.health(Duration.ofSeconds(30)).problems()).isEmpty();
    }

    private static void assertReadsAreRight(LoistDatabase database) throws Exception {
        List<Track> saved = database.tracks().saveAllOrNone(songs(200));
        ExecutorService readers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                wrong.add(readers.submit(() -> {
                    int count = 0;
                    for (int read = 0; read < READS; read++) {
                        Track expected = saved.get((first * 31 + read) % saved.size());
                        boolean right = read % 50 == 0
                                ? database.statusFeed().history(expected.id()).stream()
                                        .allMatch(change -> change.id().equals(expected.id()))
                                : database.tracks()
                                        .findById(expected.id())
                                        .filter(expected::equals)
                                        .isPresent();
                        count += right ? 0 : 1;
                    }
                    return count;
                }));
            }
            for (Future<Integer> reader : wrong) {
                assertThat(reader.get(5, TimeUnit.MINUTES)).isZero();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static void assertTimesOut(Runnable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_TIMEOUT"));
    }

    private static void assertPooled(Runnable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_POOLED"))
                .satisfies(e -> assertThat(e.retryable()).isFalse())
                .withMessageContaining("DB_POOLER")
                .withMessageContaining("prepareThreshold=0");
    }

    private LoistDatabaseBuilder pooled(PgBouncer bouncer) {
        return LoistDatabase.builder()
                .jdbcUrl(bouncer.url(url))
                .pooler(PgBouncer.keepsStatements() ? Pooler.SESSION : Pooler.TRANSACTION)
                .poolSize(THREADS)
                .searchTimeout(Duration.ofMinutes(1));
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(THREADS);
        return pool;
    }

    private static List<NewTrack> songs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SampleTracks.track("Song" + i, "Band"))
                .toList();
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres")) {
            return texts(connection, sql);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        return Jdbc.query(connection, Sql.of(sql), row -> row.getString(1));
    }
}
