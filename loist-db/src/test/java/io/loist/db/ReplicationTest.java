package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.DatabaseException;
import io.loist.db.testing.FailoverLoad;
import io.loist.db.testing.HostServer;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its synchronous standby, from a second source of reads to the promotion of the standby, which is the last test. */
@Integration
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicationTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int LAST = Integer.MAX_VALUE;

    @TempDir
    private static Path folder = Path.of("");

    private static @Nullable HostServer started;
    private static @Nullable HostServer startedStandby;

    @BeforeAll
    static void startServers() throws IOException {
        HostServer server = HostServer.start(HostServer.programs(), folder.resolve("primary"));
        started = server;
        try (LoistDatabase database = database(server).build()) {
            database.migrate();
        }
        startedStandby = server.startReplica(folder.resolve("standby"));
        TestServer.execute(url(server), "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stopServers() throws IOException {
        if (startedStandby != null) {
            startedStandby.close();
        }
        if (started != null) {
            started.close();
        }
    }

    private static HostServer primary() {
        return Objects.requireNonNull(started);
    }

    private static HostServer standby() {
        return Objects.requireNonNull(startedStandby);
    }

    @Test
    void standby_alone_saysWhatItIs() {
        try (LoistDatabase database = database(standby()).build();
                LoistDatabase writing = database(primary()).build()) {
            Track saved = writing.tracks().save(SampleTracks.full());
            writing.refreshSearch();
            DatabaseHealth.Server server = streaming(database);

            assertThat(server.primary()).isFalse();
            assertThat(server.replicationLag()).isBetween(Duration.ZERO, DEADLINE);
            assertThat(server.pendingMigrations()).isEmpty();
            assertThat(database.health(DEADLINE).healthy()).isTrue();
            assertThat(database.health(DEADLINE).warnings())
                    .singleElement()
                    .asString()
                    .contains("standby", "targetServerType=primary");
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.tracks().save(SampleTracks.full()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_READ_ONLY"))
                    .withMessageContaining("targetServerType=primary");
            awaitReplay(writing, database, saved);
            assertThat(database.search().search("bjork").hits()).hasSize(1);
            DatabaseStatistics statistics = database.admin().statistics();
            assertThat(statistics.standby()).isTrue();
            assertThat(writing.admin().statistics().standby()).isFalse();
            assertThat(statistics.tables())
                    .filteredOn(table -> table.name().equals("track_search"))
                    .singleElement()
                    .satisfies(table -> assertThat(table.rows()).isPositive());
        }
    }

    @Test
    void hosts_primaryWanted_isFoundBehindTheStandby() {
        try (LoistDatabase any = database("").build();
                LoistDatabase wanted = database("?targetServerType=primary").build()) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> any.tracks().save(SampleTracks.full()))
                    .withMessageContaining("targetServerType=primary");
            UUID id = wanted.tracks()
                    .save(SampleTracks.track("Creep", "Radiohead"))
                    .id();
            assertThat(wanted.tracks().deleteRow(id)).isTrue();
        }
    }

    @Test
    void reads_withAReplica_goThereUnlessItIsBehind() throws Exception {
        try (LoistDatabase database = reading(standby()).build()) {
            pauseReplay();
            Track saved = database.tracks().save(SampleTracks.track("Jökulljós", "Sigrún"));
            WritePosition after = new WritePosition(database.position().text());

            assertThat(database.tracks().findById(saved.id())).isEmpty();
            assertThat(database.search().search("jokulljos").hits()).isEmpty();
            assertThat(count(database.tracks().stream(titled("Jökulljós")))).isZero();
            LoistDatabase.Reading old = database.reading(new WritePosition("1:0/1"), Duration.ZERO);
            assertThat(old.tracks().findById(saved.id())).isEmpty();
            LoistDatabase.Reading otherTimeline = database.reading(new WritePosition("7:0/1"), Duration.ZERO);
            assertThat(otherTimeline.tracks().findById(saved.id())).contains(saved);

            LoistDatabase.Reading impatient = database.reading(after, Duration.ofMillis(50));
            assertThat(impatient.tracks().findById(saved.id())).contains(saved);
            assertThat(impatient.search().search("jokulljos").hits()).hasSize(1);
            assertThat(count(impatient.tracks().stream(titled("Jökulljós")))).isEqualTo(1);

            CompletableFuture<Boolean> waiting =
                    CompletableFuture.supplyAsync(() -> isStored(database.reading(after, DEADLINE), saved));
            TestServer.execute(url(standby()), "SELECT pg_sleep(0.2)", "SELECT pg_wal_replay_resume()");
            assertThat(waiting.get()).isTrue();
            assertThat(database.tracks().findById(saved.id())).contains(saved);
            assertThat(database.search().suggest("jokull").tracks()).hasSize(1);
        }
    }

    @Test
    void reads_primaryIsDown_stillWork() {
        try (LoistDatabase database = database(primary()).build();
                LoistDatabase alone = LoistDatabase.builder()
                        .jdbcUrl("jdbc:postgresql://127.0.0.1:1/postgres")
                        .user(TestServer.SUPERUSER)
                        .replicaUrl(url(standby()))
                        .build()) {
            Track saved = database.tracks().save(SampleTracks.track("Airbag", "Radiohead"));
            awaitReplay(database, alone, saved);

            assertThat(alone.search().search("airbag").hits()).hasSize(1);
        }
    }

    @Test
    void builder_replicaThatCannotBe_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WritePosition("1:0/1; DROP"));
        assertThatIllegalStateException()
                .isThrownBy(() -> database(primary())
                        .replica(TestServer.dataSource(url(standby()), TestServer.SUPERUSER))
                        .build());
        try (LoistDatabase database = database(primary()).build()) {
            WritePosition position = database.position();
            assertThatIllegalArgumentException().isThrownBy(() -> database.reading(position, Duration.ofMinutes(2)));
        }
    }

    @Test
    @Order(LAST)
    void failover_underLoad_losesNoAcknowledgedSave() throws Exception {
        try (LoistDatabase database = database("?targetServerType=primary").build();
                FailoverLoad load = new FailoverLoad(database)) {
            load.await(20);
            Instant crashed = Instant.now();
            primary().crash();
            standby().promote();
            TestServer.execute(
                    url(standby()), "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
            Instant promoted = Instant.now();
            load.await(20);
            load.stop();
            System.out.println("Promoted " + Duration.between(crashed, promoted).toMillis() + " ms after the crash; "
                    + load.report(crashed));

            assertThat(load.failures()).allMatch(e -> e instanceof DatabaseException failure && failure.retryable());
            assertThat(load.acknowledged()).hasSizeGreaterThan(40);
            assertThat(database.tracks().findAllById(load.acknowledged()).missing())
                    .isEmpty();
            assertThat(database.position().text()).startsWith("2:");
        }
        try (LoistDatabase database = LoistDatabase.builder()
                .dataSource(TestServer.dataSource(url(standby()), TestServer.SUPERUSER))
                .replica(TestServer.dataSource(url(primary()), TestServer.SUPERUSER))
                .build()) {
            Track saved = database.tracks().save(SampleTracks.track("Lucky", "Radiohead"));

            assertThat(database.tracks().findById(saved.id())).contains(saved);
            assertThat(database.search().search("lucky radiohead").hits()).isNotEmpty();
            assertThat(database.health(DEADLINE).warnings())
                    .anyMatch(warning -> warning.contains("replica cannot be used"));
        }
    }

    private static boolean isStored(LoistDatabase.Reading reading, Track track) {
        return reading.tracks().findById(track.id()).isPresent();
    }

    private static TrackFilter titled(String title) {
        return TrackFilter.builder().title(title).build();
    }

    private static long count(Stream<Track> tracks) {
        try (tracks) {
            return tracks.count();
        }
    }

    private static void awaitReplay(LoistDatabase writing, LoistDatabase reading, Track saved) {
        Instant end = Instant.now().plus(DEADLINE);
        while (reading.tracks().findById(saved.id()).isEmpty() && Instant.now().isBefore(end)) {
            assertThat(writing.position()).isNotNull();
        }
    }

    /** Asks until the replica has heard from the primary. */
    private static DatabaseHealth.Server streaming(LoistDatabase database) {
        Instant end = Instant.now().plus(DEADLINE);
        DatabaseHealth.Server server =
                Objects.requireNonNull(database.health(DEADLINE).server());
        while (server.replicationLag() == null && Instant.now().isBefore(end)) {
            server = Objects.requireNonNull(database.health(DEADLINE).server());
        }
        return server;
    }

    private static void pauseReplay() {
        TestServer.execute(url(standby()), "SELECT pg_wal_replay_pause()", """
                DO $do$
                BEGIN
                  WHILE pg_get_wal_replay_pause_state() <> 'paused' LOOP
                    PERFORM pg_sleep(0.01);
                  END LOOP;
                END
                $do$
                """);
    }

    private static String url(HostServer server) {
        return server.jdbcUrl(TestServer.SUPERUSER);
    }

    private static LoistDatabaseBuilder reading(HostServer replica) {
        return database(primary()).replicaUrl(url(replica));
    }

    private static LoistDatabaseBuilder database(HostServer server) {
        return at(url(server));
    }

    /** On a list of both servers, the standby first. */
    private static LoistDatabaseBuilder database(String parameters) {
        return at("jdbc:postgresql://127.0.0.1:" + standby().port() + ",127.0.0.1:"
                + primary().port() + "/" + TestServer.SUPERUSER + parameters);
    }

    private static LoistDatabaseBuilder at(String url) {
        return LoistDatabase.builder()
                .jdbcUrl(url)
                .user(TestServer.SUPERUSER)
                .connectionTimeout(Duration.ofSeconds(5))
                .searchTimeout(DEADLINE);
    }
}
