package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Integration
class DatabaseHealthTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void health_allWell_tellsWhatTheServerIs() throws SQLException {
        try (LoistDatabase database = pooled(POSTGRES.url()).build()) {
            database.tracks().findById(UUID.randomUUID());
            DatabaseHealth health = database.health(ENOUGH);

            assertThat(health.problems()).isEmpty();
            assertThat(health.healthy()).isTrue();
            assertThat(health.took()).isLessThan(ENOUGH);
            DatabaseHealth.Pool pool = Objects.requireNonNull(health.pool());
            assertThat(pool.size()).isEqualTo(2);
            assertThat(pool.idle()).isPositive();
            assertThat(pool.waiting()).isZero();
            DatabaseHealth.Server server = Objects.requireNonNull(health.server());
            assertThat(POSTGRES.texts("SHOW server_version")).containsExactly(server.version());
            assertThat(server.primary()).isTrue();
            assertThat(server.replicationLag()).isNull();
            assertThat(server.pendingMigrations()).isEmpty();
            assertThat(server.extensions()).contains("plpgsql");
        }
    }

    @Test
    void health_poolOfOne_needsNoSecondConnection() {
        try (LoistDatabase database = pooled(POSTGRES.url()).poolSize(1).build()) {
            assertThat(database.health(ENOUGH).healthy()).isTrue();
        }
    }

    @Test
    void health_callersDataSource_countsItsPool() {
        LoistDatabase database = LoistDatabase.create(POSTGRES.dataSource());

        DatabaseHealth.Pool pool =
                Objects.requireNonNull(database.health(ENOUGH).pool());
        assertThat(pool.size()).isEqualTo(8);
    }

    @Test
    void health_vocabularyIsOld_isAWarning() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        assertThat(database.health(ENOUGH).warnings()).isEmpty();
        database.tracks().save(SampleTracks.track("Song", "Band"));
        assertThat(database.health(ENOUGH).warnings())
                .singleElement()
                .asString()
                .contains("refreshSearch()");

        database.refreshSearch();
        assertThat(database.health(ENOUGH).warnings()).isEmpty();

        POSTGRES.execute("UPDATE track_search_upkeep SET refreshed_at = now() - interval '3 days'");
        assertThat(database.health(ENOUGH).warnings())
                .singleElement()
                .asString()
                .contains("refreshSearch()");
        assertThat(database.health(ENOUGH).healthy()).isTrue();
    }

    @Test
    void health_upkeepFails_isAWarning() throws Exception {
        LoistDatabase database = POSTGRES.emptyDatabase();
        POSTGRES.execute("ALTER TABLE track_search_count RENAME TO elsewhere");
        try (LoistDatabase.Upkeep upkeep = database.keepSearchFresh(Duration.ofHours(1))) {
            assertThat(upkeep).isNotNull();
            for (Instant end = Instant.now().plus(ENOUGH);
                    database.health(ENOUGH).warnings().isEmpty()
                            && Instant.now().isBefore(end); ) {
                Thread.sleep(20);
            }
            assertThat(database.health(ENOUGH).warnings())
                    .singleElement()
                    .asString()
                    .contains("keepSearchFresh", "track_search_count");
        } finally {
            POSTGRES.execute("ALTER TABLE elsewhere RENAME TO track_search_count");
        }
        assertThat(database.health(ENOUGH).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void health_stepsToDo_isAProblem(boolean migrated, int first) {
        String url = TestServer.running().newDatabase();
        try (LoistDatabase database = pooled(url).schema("music").build()) {
            if (migrated) {
                database.migrate();
                database.admin().migrations().undoTo(1);
            }
            DatabaseHealth health = database.health(ENOUGH);

            assertThat(health.reachable()).isTrue();
            assertThat(health.healthy()).isFalse();
            assertThat(health.problems()).singleElement().asString().contains("[" + first, "migrate()");
        } finally {
            TestServer.running().drop(url);
        }
    }

    @Test
    @Timeout(10)
    void health_serverNeverAnswers_keepsTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LoistDatabase database = pooled("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/music")
                        .build()) {
            DatabaseHealth health = database.health(Duration.ofMillis(200));

            assertThat(health.reachable()).isFalse();
            assertThat(health.problems()).singleElement().asString().contains("did not answer within PT0.2S");
            assertThat(health.took()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        }
    }

    @Test
    void health_databaseMissing_saysSo() {
        try (LoistDatabase database = pooled(TestServer.running().url("no_such_database"))
                .connectionTimeout(Duration.ofMillis(300))
                .build()) {
            assertThat(database.health(ENOUGH).problems())
                    .singleElement()
                    .asString()
                    .contains("no_such_database");
        }
    }

    @Test
    void health_deadlineZero_throws() {
        LoistDatabase database = LoistDatabase.create(POSTGRES.dataSource());

        assertThatIllegalArgumentException().isThrownBy(() -> database.health(Duration.ZERO));
    }

    @Test
    void statistics_tracksSaved_tellsTablesAndIndexes() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        for (int i = 0; i < 20; i++) {
            database.tracks().save(SampleTracks.track("Song " + i, "Band"));
        }
        TestServer.execute(POSTGRES.url(), "VACUUM ANALYZE audio_tracks");
        DatabaseStatistics statistics = afterVacuum(database);

        assertThat(statistics.tables())
                .extracting(DatabaseStatistics.Table::name)
                .contains("audio_tracks", "track_search", "loist_schema_history");
        DatabaseStatistics.Table tracks = statistics.tables().get(0);
        assertThat(tracks.rows()).isGreaterThanOrEqualTo(20);
        assertThat(tracks.tableBytes()).isPositive();
        assertThat(tracks.indexBytes()).isPositive();
        assertThat(tracks.vacuumedAt()).isNotNull();
        assertThat(tracks.analyzedAt()).isNotNull();
        assertThat(Objects.requireNonNullElse(tracks.cacheHits(), 1.0)).isBetween(0.0, 1.0);
        assertThat(statistics.indexes())
                .filteredOn(DatabaseStatistics.Index::unique)
                .extracting(DatabaseStatistics.Index::name)
                .contains("audio_tracks_pkey");
        assertThat(statistics.unusedIndexes())
                .isNotEmpty()
                .noneMatch(DatabaseStatistics.Index::unique)
                .allMatch(index -> index.scans() == 0);
    }

    @Test
    void statistics_otherSchema_knowsOnlyThat() {
        try (LoistDatabase database = pooled(POSTGRES.url()).schema("elsewhere").build()) {
            assertThat(database.admin().statistics().tables()).isEmpty();
        }
    }

    /** The server counts in its own time: asks again until it has. */
    private static DatabaseStatistics afterVacuum(LoistDatabase database) {
        Instant end = Instant.now().plus(ENOUGH);
        DatabaseStatistics statistics = database.admin().statistics();
        while (statistics.tables().get(0).vacuumedAt() == null && Instant.now().isBefore(end)) {
            statistics = database.admin().statistics();
        }
        return statistics;
    }

    private static LoistDatabaseBuilder pooled(String url) {
        return LoistDatabase.builder()
                .jdbcUrl(url)
                .user(TestServer.SUPERUSER)
                .password(TestServer.SUPERUSER)
                .poolSize(2);
    }
}
