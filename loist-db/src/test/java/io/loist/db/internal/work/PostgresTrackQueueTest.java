package io.loist.db.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.Page;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.KilledBeforeCommit;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.contract.TrackQueueContract;
import io.loist.track.Claim;
import io.loist.track.NewTrack;
import io.loist.track.RetryPolicy;
import io.loist.track.StatusChange;
import io.loist.track.StatusFeed;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import io.loist.track.TrackStatuses;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Integration
class PostgresTrackQueueTest extends TrackQueueContract {

    private static final Duration LEASE = Duration.ofMinutes(10);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private LoistDatabase database = POSTGRES.emptyDatabase();

    @Override
    protected TrackRepository emptyRepository() {
        database = POSTGRES.emptyDatabase();
        return database.tracks();
    }

    @Override
    protected TrackQueue queue() {
        return database.queue();
    }

    @Override
    protected TrackStatuses statuses() {
        return database.statuses();
    }

    @Override
    protected StatusFeed feed() {
        return database.statusFeed();
    }

    @Override
    protected void endLeases() {
        try {
            POSTGRES.execute("UPDATE track_queue SET due_at = now() - interval '1 hour' WHERE worker IS NOT NULL");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void claim_firstOnesAreSpent_claimsTheNextOne() throws SQLException {
        for (int i = 0; i < 4; i++) {
            save(TrackStatus.PENDING);
        }
        queue().claim(3, "dies", LEASE);
        POSTGRES.execute("UPDATE track_queue SET due_at = '1970-01-01Z', retry_count = 100 WHERE worker = 'dies'");

        assertThat(queue().claim(1, "lives", LEASE)).hasSize(1);
        assertThat(queue().claim(1, "lives", LEASE)).isEmpty();
        assertThat(database.tracks()
                        .list(TrackQuery.builder()
                                .filter(TrackFilter.builder()
                                        .status(TrackStatus.DEAD)
                                        .build())
                                .build())
                        .items())
                .hasSize(3);
    }

    @Test
    void claim_otherNamespace_isNotSeen() {
        save(TrackStatus.PENDING);

        assertThat(POSTGRES.emptyDatabase().queue().claim(10, "worker", LEASE)).isEmpty();
        assertThat(POSTGRES.emptyDatabase().statusFeed().changes(null, 10).items())
                .isEmpty();
        assertThat(database.queue().claim(10, "worker", LEASE)).hasSize(1);
    }

    @Test
    void claim_serverProcessKilledBeforeCommit_losesNothing() {
        Track track = save(TrackStatus.PENDING);
        LoistDatabase dying = LoistDatabase.builder()
                .dataSource(new KilledBeforeCommit(POSTGRES.url()))
                .namespace(namespaceOf(track))
                .build();

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> dying.queue().claim(10, "dying", LEASE))
                .matches(DatabaseException::retryable);

        List<Claim> claims = database.queue().claim(10, "worker", LEASE);
        assertThat(claims).extracting(Claim::number).containsExactly(1);
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> dying.queue().complete(claims));
        assertThat(database.tracks().findById(track.id()).orElseThrow().status())
                .isEqualTo(TrackStatus.PROCESSING);
        assertThat(database.queue().complete(claims)).isEqualTo(claims);
        assertThat(database.statusFeed().history(track.id()))
                .extracting(StatusChange::to)
                .containsExactly(TrackStatus.PENDING, TrackStatus.PROCESSING, TrackStatus.COMPLETED);
    }

    // what is done without loist

    @Test
    void update_legalMoveInSql_isFollowedAndRecorded() throws SQLException {
        Track track = save(TrackStatus.PENDING);
        for (String status : List.of("PROCESSING", "FAILED", "DEAD", "PENDING")) {
            POSTGRES.execute("UPDATE audio_tracks SET status = ? WHERE id = ?", status, track.id());

            assertThat(POSTGRES.texts("SELECT status FROM track_status WHERE id = ?", track.id()))
                    .containsExactly(status);
        }
        List<Claim> claims = database.queue().claim(1, "worker", LEASE);
        POSTGRES.execute("UPDATE audio_tracks SET status = 'COMPLETED' WHERE id = ?", track.id());

        assertThat(database.queue().complete(claims)).isEmpty();
        assertThat(database.statusFeed().history(track.id()))
                .extracting(StatusChange::by)
                .containsExactly("postgres", "postgres", "postgres", "postgres", "postgres", "worker", "postgres");
        assertThat(POSTGRES.texts("SELECT track_id FROM track_queue WHERE track_id = ?", track.id()))
                .isEmpty();
    }

    @Test
    void update_statusAndVersionInSql_isFollowedAndRecorded() throws SQLException {
        Track track = save(TrackStatus.PENDING);
        POSTGRES.execute(
                "UPDATE audio_tracks SET status = 'PROCESSING', version = version + 1 WHERE id = ?", track.id());
        POSTGRES.execute(
                "UPDATE audio_tracks SET status = 'COMPLETED', version = version + 1 WHERE id = ?", track.id());

        assertThat(POSTGRES.texts("SELECT track_id FROM track_queue WHERE track_id = ?", track.id()))
                .isEmpty();
        assertThat(database.statusFeed().history(track.id()))
                .extracting(StatusChange::to)
                .containsExactly(TrackStatus.PENDING, TrackStatus.PROCESSING, TrackStatus.COMPLETED);
        assertThat(database.tracks().findById(track.id()).orElseThrow().version())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TrackStatus.class)
    void update_anyMoveInSql_isAllowedAsInJava(TrackStatus from) throws SQLException {
        for (TrackStatus to : TrackStatus.values()) {
            assertThat(POSTGRES.texts("SELECT loist_can_become(?, ?)", from.name(), to.name()))
                    .as("%s to %s", from, to)
                    .containsExactly(from.canBecome(to) ? "t" : "f");
        }
    }

    @Test
    void update_illegalMoveInSql_isRefused() {
        Track track = save(TrackStatus.COMPLETED);

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> POSTGRES.execute("UPDATE audio_tracks SET status = 'PENDING' WHERE id = ?", track.id()))
                .withMessageContaining(track.id().toString())
                .withMessageContaining("COMPLETED")
                .withMessageContaining("PENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM track_queue", "UPDATE track_change SET reason = 'nothing happened'"})
    void update_ofWhatLoistKeeps_isRefused(String sql) {
        save(TrackStatus.PENDING);

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> POSTGRES.execute(sql))
                .withMessageContaining("by hand");
    }

    @Test
    void transitions_overlappingInOppositeOrder_doNotDeadlock() throws Exception {
        for (int i = 0; i < 60; i++) {
            save(TrackStatus.PENDING);
        }
        List<Claim> claims = database.queue().claim(60, "worker", LEASE);
        List<Claim> reversed = new ArrayList<>(claims);
        Collections.reverse(reversed);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (List<Claim> order : List.of(claims, reversed)) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        assertThat(database.queue().heartbeat(order, LEASE)).hasSize(60);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get(1, TimeUnit.MINUTES);
            }
            Future<List<Claim>> one = threads.submit(() -> database.queue().complete(claims));
            Future<List<Claim>> other = threads.submit(() -> database.queue().fail(reversed, "broken"));
            assertThat(one.get(1, TimeUnit.MINUTES).size()
                            + other.get(1, TimeUnit.MINUTES).size())
                    .isEqualTo(60);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void claim_spentTrackIsLocked_neitherWaitsNorLosesIt() throws Exception {
        Track spent = save(TrackStatus.PENDING);
        Track other = save(TrackStatus.PENDING);
        TrackQueue queue = database.queue().withRetry(new RetryPolicy(0, Duration.ZERO, Duration.ZERO));
        assertThat(queue.claim(1, "gone", LEASE)).hasSize(1);
        endLeases();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            // As complete and delete do, which go on to the queue
            Jdbc.query(
                    connection,
                    Sql.of("SELECT id FROM audio_tracks WHERE id = :id FOR NO KEY UPDATE")
                            .with("id", spent.id()),
                    row -> row);

            Future<List<Claim>> claims = thread.submit(() -> queue.claim(10, "worker", LEASE));

            assertThat(claims.get(20, TimeUnit.SECONDS)).extracting(Claim::id).containsExactly(other.id());
            connection.rollback();
        } finally {
            thread.shutdownNow();
        }
        assertThat(database.tracks().findById(spent.id()).orElseThrow().status())
                .isEqualTo(TrackStatus.PROCESSING);

        assertThat(queue.claim(10, "worker", LEASE)).isEmpty();
        assertThat(database.tracks().findById(spent.id()).orElseThrow().status())
                .isEqualTo(TrackStatus.DEAD);
    }

    @Test
    void delete_byStatement_recordsEachTrackWithItsStatus() throws SQLException {
        Track waiting = save(TrackStatus.PENDING);
        Track done = save(TrackStatus.COMPLETED);
        POSTGRES.execute("DELETE FROM audio_tracks WHERE id IN (?, ?)", waiting.id(), done.id());

        assertThat(database.statusFeed().history(waiting.id()))
                .extracting(StatusChange::from)
                .endsWith(TrackStatus.PENDING);
        assertThat(database.statusFeed().history(done.id()))
                .extracting(StatusChange::from)
                .containsExactly(TrackStatus.COMPLETED);
    }

    // the feed

    @Test
    void changes_olderTransactionOpen_areHeldBackUntilItEnds() throws SQLException {
        Track first = save(TrackStatus.PENDING);
        Track second = save(TrackStatus.PENDING);
        var before = caughtUp(2);
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Jdbc.update(
                    connection,
                    Sql.of("UPDATE audio_tracks SET status = 'PROCESSING' WHERE id = :id")
                            .with("id", first.id()));
            database.statuses().markProcessing(List.of(second.id()), "host");

            assertThat(database.statusFeed().changes(before, 10).items()).isEmpty();
            connection.commit();
        }

        assertThat(changesAfter(before, 2)).extracting(StatusChange::id).containsExactly(first.id(), second.id());
    }

    @Test
    void changes_feedRestarted_refusesOldCursorsAndBeginsWithTheDump() throws SQLException {
        save(TrackStatus.PENDING);
        Track second = save(TrackStatus.PENDING);
        Cursor old = caughtUp(2);
        POSTGRES.execute("SELECT loist_restart_feed()");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> database.statusFeed().changes(old, 10))
                .matches(e -> e.code().equals("FEED_RESTARTED") && !e.retryable())
                .withMessageContaining("from the beginning");
        Page<StatusChange> dump = database.statusFeed().changes(null, 1);
        database.statuses().markProcessing(List.of(second.id()), "host");
        assertThat(changesAfter(dump.next(), 2))
                .extracting(StatusChange::to)
                .containsExactly(TrackStatus.PENDING, TrackStatus.PROCESSING);
    }

    @Test
    void changes_numbersOfTheOldServerAreHigher_comeFirst() throws SQLException {
        Track before = save(TrackStatus.PENDING);
        changesAfter(null, 1);
        POSTGRES.execute("""
                INSERT INTO track_change (namespace, epoch, transaction_id, track_id, kind, actor, to_status)
                SELECT namespace, 1, '999999999999', track_id, 'STATUS', 'old server', 'PENDING' FROM track_change WHERE track_id = ?
                """, before.id());
        POSTGRES.execute("SELECT loist_restart_feed()");
        Track after = save(TrackStatus.PENDING);

        assertThat(changesAfter(null, 3))
                .extracting(StatusChange::id)
                .containsExactly(before.id(), before.id(), after.id());
    }

    @Test
    void changes_oldHistoryDeleted_goOnFromWhereTheyWere() throws SQLException {
        save(TrackStatus.PENDING);
        var before = caughtUp(1);
        POSTGRES.execute("DELETE FROM track_change WHERE changed_at < now() + interval '1 second'");
        Track later = save(TrackStatus.PENDING);

        assertThat(changesAfter(before, 1)).extracting(StatusChange::id).containsExactly(later.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "99999999999999999999999"})
    void changes_cursorTamperedWith_throws(String value) {
        var cursor = new KeysetCursor("status changes", Arrays.asList("1", "1", value, "1"), new UUID(0, 0)).toCursor();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.statusFeed().changes(cursor, 1));
    }

    private Cursor caughtUp(int expected) {
        changesAfter(null, expected);
        return Objects.requireNonNull(database.statusFeed().changes(null, 10).next());
    }

    private List<StatusChange> changesAfter(@Nullable Cursor after, int expected) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<StatusChange> changes = database.statusFeed().changes(after, 10).items();
        while (changes.size() < expected && System.nanoTime() < end) {
            changes = database.statusFeed().changes(after, 10).items();
        }
        assertThat(changes).hasSize(expected);
        return changes;
    }

    private Track save(TrackStatus status) {
        NewTrack track = SampleTracks.builder("Song", "Band").status(status).build();
        return database.tracks().save(track);
    }

    private static String namespaceOf(Track track) {
        try {
            return POSTGRES.texts("SELECT namespace FROM audio_tracks WHERE id = ?", track.id())
                    .get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
