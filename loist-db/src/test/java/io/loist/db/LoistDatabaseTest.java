package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class LoistDatabaseTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void builder_address_poolsConnections() {
        try (LoistDatabase database = pooled().build()) {
            Track saved = database.tracks().save(SampleTracks.track("Song", "Band"));

            assertThat(database.tracks().findById(saved.id())).contains(saved);
        }
    }

    @Test
    void builder_addressOfAnEmptyDatabase_migrates() {
        String url = TestServer.running().newDatabase();
        try (LoistDatabase database = pooled().jdbcUrl(url).build()) {
            database.migrate();
            assertThat(database.search().search("song").hits()).isEmpty();
        } finally {
            TestServer.running().drop(url);
        }
    }

    @Test
    void builder_passwordSupplied_asksForEachConnection() {
        AtomicInteger asked = new AtomicInteger();
        try (LoistDatabase database = pooled().password(() -> {
                    asked.incrementAndGet();
                    return TestServer.SUPERUSER;
                })
                .poolSize(2)
                .build()) {
            assertThat(asked).hasValue(0);
            database.tracks().findById(UUID.randomUUID());
            assertThat(asked).hasPositiveValue();
        }
    }

    @Test
    void save_times_areTheServers() throws SQLException {
        try (LoistDatabase database = pooled().build()) {
            Track saved = database.tracks().save(SampleTracks.track("Song", "Band"));

            assertThat(database.tracks().findById(saved.id())).contains(saved);
            assertThat(POSTGRES.texts(
                            "SELECT created_at = ?::timestamptz AND updated_at = created_at FROM audio_tracks WHERE id = ?",
                            saved.createdAt().toString(),
                            saved.id()))
                    .containsExactly("t");
        }
    }

    @Test
    void builder_namespace_keepsTracksApart() {
        NewTrack track = SampleTracks.track("Apart", "Band");
        try (LoistDatabase one = pooled().namespace("one").build();
                LoistDatabase two = pooled().namespace("two").build()) {
            one.tracks().save(track);

            assertThat(two.tracks().findById(track.id())).isEmpty();
            assertThat(two.search().search("apart").hits()).isEmpty();
            assertThat(two.tracks().deleteRow(track.id())).isFalse();
            assertThat(two.tracks().save(track).id()).isEqualTo(track.id());
            assertThat(two.tracks().deleteRow(track.id())).isTrue();
            assertThat(one.tracks().findById(track.id())).isPresent();
        }
    }

    @Test
    void builder_neitherOrBothSources_throws() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LoistDatabase.builder().build());
        assertThatIllegalStateException()
                .isThrownBy(() -> pooled().dataSource(POSTGRES.dataSource()).build());
    }

    @Test
    void builder_unusableValues_throws() {
        LoistDatabaseBuilder builder = LoistDatabase.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jdbcUrl("jdbc:mysql://localhost/db"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.poolSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.connectionTimeout(Duration.ofMillis(249)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.statementTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.lockTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.searchTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.idleInTransactionTimeout(Duration.ofDays(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.schema("a\"; DROP SCHEMA public"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.namespace(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.namespace("a b"));
    }

    @Test
    @Timeout(20)
    void call_nobodyListens_isUnavailable() throws IOException {
        int port = unusedPort();
        try (LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/music")
                .user("loist")
                .password("secret-4711")
                .connectionTimeout(Duration.ofSeconds(1))
                .build()) {
            assertUnavailable(() -> database.tracks().findById(UUID.randomUUID()));
            assertUnavailable(() -> database.search().search("song"));
            assertUnavailable(database::refreshSearch);
            assertUnavailable(database::migrate);
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(database::migrate)
                    .withMessageContaining("(127.0.0.1:" + port + ")");
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.tracks().findById(UUID.randomUUID()))
                    .withMessageContaining("(127.0.0.1:" + port + ")");
        }
    }

    @Test
    @Timeout(20)
    void call_serverNeverAnswers_isUnavailable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LoistDatabase database = LoistDatabase.builder()
                        .jdbcUrl("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/music")
                        .user("loist")
                        .connectionTimeout(Duration.ofSeconds(1))
                        .build()) {
            assertUnavailable(() -> database.tracks().findById(UUID.randomUUID()));
            assertUnavailable(database::migrate);
        }
    }

    @Test
    void call_databaseMissing_saysSo() {
        try (LoistDatabase database = pooled().jdbcUrl(TestServer.running().url("no_such_database"))
                .connectionTimeout(Duration.ofMillis(500))
                .build()) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.tracks().findById(UUID.randomUUID()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_MISSING"))
                    .satisfies(e -> assertThat(e.retryable()).isFalse())
                    .withMessageContaining("no_such_database");
        }
    }

    @Test
    void call_notMigrated_saysSo() {
        String url = TestServer.running().newDatabase();
        try (LoistDatabase database = pooled().jdbcUrl(url).build()) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.tracks().save(SampleTracks.full()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_NOT_MIGRATED"))
                    .withMessageContaining("migrate()");
        } finally {
            TestServer.running().drop(url);
        }
    }

    @Test
    void call_rowLockedTooLong_timesOut() throws SQLException {
        try (LoistDatabase database =
                        pooled().lockTimeout(Duration.ofMillis(50)).build();
                Connection other = POSTGRES.dataSource().getConnection()) {
            Track saved = database.tracks().save(SampleTracks.track("Locked", "Band"));
            other.setAutoCommit(false);
            Jdbc.update(
                    other,
                    Sql.of("UPDATE audio_tracks SET version = 1 WHERE id = :id").with("id", saved.id()));

            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.tracks().deleteRow(saved.id()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_TIMEOUT"))
                    .satisfies(e -> assertThat(e.retryable()).isTrue())
                    .withMessageContaining(saved.id().toString());
            other.rollback();
        }
    }

    @Test
    void close_ownPool_refusesFurtherCalls() {
        LoistDatabase database = pooled().build();
        database.tracks().findById(UUID.randomUUID());
        database.close();
        database.close();

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> database.tracks().findById(UUID.randomUUID()));
    }

    @Test
    void close_callersDataSource_staysOpen() throws SQLException {
        LoistDatabase.create(POSTGRES.dataSource()).close();

        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    private static LoistDatabaseBuilder pooled() {
        return LoistDatabase.builder()
                .jdbcUrl(POSTGRES.url())
                .user(TestServer.SUPERUSER)
                .password(TestServer.SUPERUSER)
                .poolSize(2);
    }

    private static void assertUnavailable(Runnable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_UNAVAILABLE"))
                .satisfies(e -> assertThat(e.retryable()).isTrue())
                .withMessageContaining("cannot be reached")
                .withMessageNotContaining("secret-4711");
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
