package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.testing.PostgresExtension;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.TrackDeletion;
import io.loist.object.ObjectRef;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Another transaction changes rows while a statement of loist waits for them. */
@Integration
class ForeignUpdateTest {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String RENAME = "UPDATE audio_tracks SET title = 'changed' WHERE id = ?";
    private static final String FAIL = "UPDATE audio_tracks SET status = 'FAILED' WHERE id = ?";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final LoistDatabase database =
            POSTGRES.empty().dataSource(planningAsForManyRows()).build();

    /** Tables of a few rows would be read whole. */
    private static PGSimpleDataSource planningAsForManyRows() {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(POSTGRES.url());
        server.setUser("postgres");
        server.setOptions("-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_sort=off");
        return server;
    }

    @Test
    void complete_someTracksRenamedMeanwhile_completesAll() throws Exception {
        List<NewTrack> tracks = tracks(4, TrackStatus.PENDING);
        database.tracks().saveAllOrNone(tracks);
        List<Claim> claims = database.queue().claim(10, "worker", LEASE);

        List<Claim> completed =
                whileRenaming(ids(tracks).subList(1, 3), () -> database.queue().complete(claims));

        assertThat(completed).hasSize(4);
        assertThat(database.tracks().findAllById(ids(tracks)).tracks())
                .extracting(Track::status)
                .containsOnly(TrackStatus.COMPLETED);
    }

    @Test
    void complete_trackRenamedAndFailedInOneTransaction_isTooLate() throws Exception {
        UUID id = database.tracks().save(tracks(1, TrackStatus.PENDING).get(0)).id();
        List<Claim> claims = database.queue().claim(10, "worker", LEASE);

        try (Connection other = POSTGRES.dataSource().getConnection()) {
            other.setAutoCommit(false);
            execute(other, RENAME, id);
            CompletableFuture<List<Claim>> completed =
                    CompletableFuture.supplyAsync(() -> database.queue().complete(claims));
            awaitWaiting(completed);
            execute(other, FAIL, id);
            other.commit();
            assertThat(completed.get(1, TimeUnit.MINUTES)).isEmpty();
        }
        assertThat(database.tracks().findById(id).orElseThrow().status()).isEqualTo(TrackStatus.FAILED);
    }

    @Test
    void commit_someTracksRenamedMeanwhile_savesAll() throws Exception {
        List<NewTrack> tracks = tracks(4, TrackStatus.PROCESSING);
        List<IngestLease> leases = begin(tracks);
        List<IngestCommit> commits = IntStream.range(0, leases.size())
                .mapToObj(i -> new IngestCommit(
                        leases.get(i), tracks.get(i), DuplicatePolicy.ALLOW, new TreeMap<>(), null, null))
                .toList();

        Map<UUID, SaveOutcome> outcomes = whileRenaming(
                ids(tracks).subList(1, 3), () -> database.journal().commit(commits));

        assertThat(outcomes.values()).hasSize(4).allMatch(SaveOutcome.Created.class::isInstance);
    }

    @Test
    void abandon_trackRenamedMeanwhile_deletesIt() throws Exception {
        IngestLease lease = begin(tracks(1, TrackStatus.PROCESSING)).get(0);

        whileRenaming(List.of(lease.track()), () -> database.journal().abandon(lease, LEASE));

        assertThat(database.tracks().findById(lease.track())).isEmpty();
    }

    @Test
    void claimDeletions_someTracksRenamedMeanwhile_deletesAll() throws Exception {
        List<NewTrack> tracks = tracks(5, TrackStatus.PROCESSING);
        begin(tracks);
        POSTGRES.execute("UPDATE object_outbox SET due_at = now() - interval '1 hour'");

        whileRenaming(ids(tracks).subList(1, 4), () -> database.journal().claimDeletions(100, LEASE));

        assertThat(database.tracks().findAllById(ids(tracks)).tracks()).isEmpty();
    }

    @Test
    void renew_firstRecordLockedMeanwhile_holdsNoLaterOne() throws Exception {
        NewTrack track = tracks(1, TrackStatus.PROCESSING).get(0);
        ObjectRef first = track.audioObject().ref();
        ObjectRef last = new ObjectRef(first.bucket(), first.name() + ".jpg");
        IngestLease lease = database.journal()
                .begin(List.of(new IngestStart(track, List.of(last, first))), LEASE)
                .get(0);

        try (Connection other = POSTGRES.dataSource().getConnection()) {
            other.setAutoCommit(false);
            lockRecord(other, first);
            CompletableFuture<Set<UUID>> renewed =
                    CompletableFuture.supplyAsync(() -> database.journal().renew(List.of(lease), LEASE));
            awaitWaiting(renewed);
            lockRecord(other, last);
            other.commit();
            assertThat(renewed.get(1, TimeUnit.MINUTES)).containsExactly(lease.id());
        }
    }

    private static void lockRecord(Connection connection, ObjectRef ref) throws SQLException {
        String sql = "SELECT FROM object_outbox WHERE path = ? FOR UPDATE NOWAIT";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ref.uri());
            statement.execute();
        }
    }

    @Test
    void delete_thumbnailStoredMeanwhile_recordsItToo() throws Exception {
        UUID id = database.tracks().save(tracks(1, TrackStatus.PENDING).get(0)).id();
        String thumbnail =
                "INSERT INTO track_thumbnail (namespace, track_id, size_pixels, path, generation, size_bytes)"
                        + " SELECT namespace, id, 64, 'gs://bucket/thumbnail', 7, 9 FROM audio_tracks WHERE id = ?";

        try (Connection other = POSTGRES.dataSource().getConnection()) {
            other.setAutoCommit(false);
            execute(other, thumbnail, id);
            CompletableFuture<TrackDeletion> deleted =
                    CompletableFuture.supplyAsync(() -> database.journal().delete(id, ref -> false, LEASE));
            awaitWaiting(deleted);
            other.commit();
            assertThat(deleted.get(1, TimeUnit.MINUTES).objects())
                    .extracting(PendingDeletion::generation)
                    .containsExactly(7L);
        }
    }

    private static List<NewTrack> tracks(int count, TrackStatus status) {
        return IntStream.range(0, count)
                .mapToObj(i -> SampleTracks.builder("title " + i, "artist")
                        .status(status)
                        .build())
                .toList();
    }

    private static List<UUID> ids(List<NewTrack> tracks) {
        return tracks.stream().map(NewTrack::id).toList();
    }

    private List<IngestLease> begin(List<NewTrack> tracks) {
        List<IngestStart> starts = new ArrayList<>();
        tracks.forEach(track ->
                starts.add(new IngestStart(track, List.of(track.audioObject().ref()))));
        return database.journal().begin(starts, LEASE);
    }

    /** Makes a call that waits for tracks which another transaction has renamed, and which then commits. */
    private static <T> T whileRenaming(List<UUID> ids, Supplier<T> call) throws Exception {
        try (Connection other = POSTGRES.dataSource().getConnection()) {
            other.setAutoCommit(false);
            for (UUID id : ids) {
                execute(other, RENAME, id);
            }
            CompletableFuture<T> result = CompletableFuture.supplyAsync(call);
            awaitWaiting(result);
            other.commit();
            return result.get(1, TimeUnit.MINUTES);
        }
    }

    private static void awaitWaiting(CompletableFuture<?> call) throws Exception {
        while (POSTGRES.texts("SELECT 'x' FROM pg_locks WHERE NOT granted").isEmpty()) {
            assertThat(call).isNotDone();
            Thread.sleep(10);
        }
    }

    private static void execute(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }
}
