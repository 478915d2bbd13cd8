package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.StaleTrackException;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.PostgresExtension;
import io.loist.search.SearchService;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Claim;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.StatusChange;
import io.loist.track.StatusFeed;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import io.loist.track.TrackStatuses;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything that works on the caller's connection leaves the caller's transaction to the caller. */
@Integration
class CallersTransactionTest {

    private static final Duration LEASE = Duration.ofMinutes(10);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final LoistDatabase database = POSTGRES.emptyDatabase();
    private Connection connection;
    private TrackRepository tracks;
    private SearchService search;
    private TrackQueue queue;
    private TrackStatuses statuses;
    private StatusFeed feed;

    @BeforeEach
    void begin() throws SQLException {
        connection = POSTGRES.dataSource().getConnection();
        connection.setAutoCommit(false);
        HostTransaction within = database.within(connection);
        tracks = within.tracks();
        search = within.search();
        queue = within.queue();
        statuses = within.statuses();
        feed = within.statusFeed();
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void searchWithin_sameTransaction_findsEachChangeInTheNextStatement() throws SQLException {
        Track saved = tracks.save(SampleTracks.track("Creep", "Radiohead"));
        assertThat(titles("creep")).containsExactly("Creep");
        tracks.saveAllOrNone(songs(20));
        assertThat(titles("song17")).containsExactly("Song17");
        tracks.load(songs(1).stream(), LoadMode.UPSERT);
        assertThat(titles("song0")).hasSize(2);
        tracks.update(
                saved.id(),
                0,
                TrackPatch.builder()
                        .metadata(SampleTracks.track("Airbag", "Radiohead").metadata())
                        .build());
        assertThat(titles("creep")).isEmpty();
        assertThat(titles("airbag")).containsExactly("Airbag");
        assertThat(search.suggest("airb").tracks()).hasSize(1);
        tracks.deleteRow(saved.id());
        assertThat(titles("airbag")).isEmpty();

        assertThat(database.search().search("song17").hits()).isEmpty();
        connection.rollback();
        assertThat(titles("song17")).isEmpty();
    }

    @Test
    void deleteRow_trackChangedWhileItWaits_saysSo() throws Exception {
        Track saved = database.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        tracks.update(saved.id(), 0, TrackPatch.builder().popularity(1).build());
        FutureTask<Boolean> deleting = new FutureTask<>(() -> database.tracks().deleteRow(saved.id(), saved.version()));
        Thread thread = new Thread(deleting);
        thread.start();
        while (POSTGRES.texts("SELECT '' FROM pg_locks WHERE NOT granted").isEmpty() && thread.isAlive()) {
            Thread.onSpinWait();
        }
        connection.commit();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(deleting::get)
                .withCauseInstanceOf(StaleTrackException.class);
        assertThat(database.tracks().deleteRow(saved.id(), 1)).isTrue();
    }

    @Test
    void searchWithin_cutShort_transactionGoesOn() throws SQLException {
        try (Connection other = locked("track_search")) {
            execute("SET LOCAL statement_timeout = '1s'");

            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> search.search("creep"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("SEARCH_TIMEOUT"));
            other.rollback();
        }
        execute("SET LOCAL statement_timeout = 0");
        tracks.save(SampleTracks.track("Creep", "Radiohead"));
        assertThat(titles("creep")).hasSize(1);
    }

    @Test
    void anyWithin_readingFails_transactionGoesOn() throws SQLException {
        Track kept = database.tracks().save(SampleTracks.track("Creep", "Radiohead"));
        try (Connection other = locked("audio_tracks")) {
            execute("SET LOCAL lock_timeout = '100ms'");

            assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> tracks.findById(kept.id()));
            assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> search.search("creep"));
            other.rollback();
        }
        assertThat(tracks.findById(kept.id())).contains(kept);
        assertThat(titles("creep")).hasSize(1);
    }

    @Test
    void queueWithin_rolledBack_neverHappened() throws SQLException {
        Track track = database.tracks().save(pending());

        assertThat(queue.claim(10, "mine", LEASE)).extracting(Claim::id).containsExactly(track.id());
        assertThat(database.queue().claim(10, "other", LEASE)).isEmpty();
        connection.rollback();

        List<Claim> claims = database.queue().claim(10, "other", LEASE);
        assertThat(claims).hasSize(1);
        queue.complete(claims);
        assertThat(status(track.id())).isEqualTo(TrackStatus.PROCESSING);
        connection.rollback();
        assertThat(database.queue().heartbeat(claims, LEASE)).hasSize(1);
    }

    @Test
    void queueWithin_committed_isDoneWithTheCallersRows() throws SQLException {
        Track track = tracks.save(pending());

        List<Claim> claims = queue.claim(10, "mine", LEASE);
        assertThat(queue.complete(claims)).isEqualTo(claims);
        connection.commit();

        assertThat(status(track.id())).isEqualTo(TrackStatus.COMPLETED);
        assertThat(feed.history(track.id())).hasSize(3);
    }

    @Test
    void queueWithin_callFails_transactionGoesOn() throws SQLException {
        Track track = tracks.save(pending());

        assertThatExceptionOfType(TrackNotFoundException.class)
                .isThrownBy(() -> statuses.markProcessing(List.of(track.id(), UUID.randomUUID()), "me"));
        statuses.markProcessing(List.of(track.id()), "me");
        connection.commit();

        assertThat(status(track.id())).isEqualTo(TrackStatus.PROCESSING);
    }

    @Test
    void queueWithin_autoCommit_leavesItOn() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        Track track = database.tracks().save(pending());

        queue.complete(queue.claim(10, "mine", LEASE));

        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(status(track.id())).isEqualTo(TrackStatus.COMPLETED);
        connection.setAutoCommit(false);
    }

    @Test
    void anyWithin_anyCall_leavesTheSettingsAsTheyWere() throws SQLException {
        execute("SET LOCAL enable_sort = off");
        execute("SET LOCAL statement_timeout = '77s'");
        List<String> before = settings();

        tracks.saveAllOrNone(songs(20));
        tracks.load(songs(2_000).stream(), LoadMode.UPSERT);
        tracks.save(pending());
        queue.release(queue.heartbeat(queue.claim(10, "mine", LEASE), LEASE));
        queue.fail(queue.claim(10, "mine", LEASE), "broken");
        search.search("song17");
        execute("TRUNCATE audio_tracks CASCADE");
        tracks.load(songs(20).stream(), LoadMode.INITIAL);

        assertThat(settings()).isEqualTo(before).contains("statement_timeout 77s", "enable_sort off");
    }

    @Test
    void queueWithin_statusSetBySqlAfterwards_isFollowed() throws SQLException {
        Track track = tracks.save(pending());
        queue.claim(10, "mine", LEASE);

        execute("UPDATE audio_tracks SET status = 'COMPLETED' WHERE id = '" + track.id() + "'");

        assertThat(feed.history(track.id())).extracting(StatusChange::to).endsWith(TrackStatus.COMPLETED);
        connection.commit();
        assertThat(status(track.id())).isEqualTo(TrackStatus.COMPLETED);
    }

    private List<String> titles(String text) {
        return search.search(text).hits().stream()
                .map(hit -> hit.track().metadata().title())
                .toList();
    }

    private TrackStatus status(UUID id) {
        return database.tracks().findById(id).orElseThrow().status();
    }

    /** Returns all settings but those of the procedural language, which appear with its first use. */
    private List<String> settings() throws SQLException {
        return Jdbc.query(connection, Sql.of("""
                SELECT name || ' ' || current_setting(name) AS setting FROM pg_settings WHERE name NOT LIKE 'plpgsql.%'
                UNION ALL SELECT name || ' ' || coalesce(current_setting(name, true), '')
                FROM unnest(ARRAY['loist.entries']) AS name
                ORDER BY setting
                """), row -> row.getString(1));
    }

    private void execute(String sql) throws SQLException {
        Jdbc.update(connection, Sql.of(sql));
    }

    private static Connection locked(String table) throws SQLException {
        Connection other = POSTGRES.dataSource().getConnection();
        other.setAutoCommit(false);
        Jdbc.update(other, Sql.of("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE"));
        return other;
    }

    private static NewTrack pending() {
        return SampleTracks.builder("Waiting", "Band")
                .status(TrackStatus.PENDING)
                .build();
    }

    private static List<NewTrack> songs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SampleTracks.track("Song" + i, "Band"))
                .toList();
    }
}
