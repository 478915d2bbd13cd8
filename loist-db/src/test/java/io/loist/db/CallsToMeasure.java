package io.loist.db;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.track.StaleRows;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackStatus;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The calls of a database that look up, change or add some of its rows. */
final class CallsToMeasure {

    /** A call for a number of tracks. */
    @FunctionalInterface
    interface Call {

        /** Saves what the call needs, and returns the call. */
        Runnable prepare(CallsToMeasure calls, int batch);
    }

    /** Calls about some tracks. */
    static final Map<String, Call> OF_SOME = new LinkedHashMap<>();

    /** Calls that read all tracks, in an order that leaves the last of them much to do. */
    static final Map<String, Call> OF_ALL = new LinkedHashMap<>();

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String NAMESPACE = "many";
    private static final String WORKER = "worker";

    static {
        OF_ALL.put("refreshSearch", (calls, batch) -> () -> calls.database.refreshSearch());
        OF_ALL.put("load many changed tracks", (calls, batch) -> {
            List<NewTrack> changed = calls.changed(100 * batch);
            return () -> calls.database.tracks().load(changed.stream(), LoadMode.UPSERT);
        });
        OF_ALL.put(
                "reindexSearch", (calls, batch) -> () -> calls.database.admin().reindexSearch());
        OF_SOME.put("saveEach", (calls, batch) -> {
            List<NewTrack> tracks = tracks(batch, TrackStatus.COMPLETED);
            return () -> calls.database.tracks().saveEach(tracks, DuplicatePolicy.REJECT);
        });
        OF_SOME.put("saveAllOrNone", (calls, batch) -> {
            List<NewTrack> tracks = tracks(batch, TrackStatus.PENDING);
            return () -> calls.database.tracks().saveAllOrNone(tracks);
        });
        OF_SOME.put("save a duplicate", (calls, batch) -> {
            NewTrack track = tracks(1, TrackStatus.COMPLETED).get(0);
            calls.database.tracks().save(track);
            NewTrack same = builder(NewTrack.nextId(), TrackStatus.COMPLETED)
                    .audioHash(hash(track.id()))
                    .build();
            return () -> calls.database.tracks().save(same, DuplicatePolicy.RETURN_EXISTING);
        });
        OF_SOME.put("upsert", (calls, batch) -> {
            List<NewTrack> changed = calls.changed(batch);
            return () -> changed.forEach(track -> calls.database.tracks().upsert(track));
        });
        OF_SOME.put("update", (calls, batch) -> {
            List<Track> saved = calls.saved(batch, TrackStatus.COMPLETED);
            TrackPatch patch = TrackPatch.builder()
                    .metadata(TrackMetadata.builder("Another title").build())
                    .build();
            return () -> saved.forEach(track -> calls.database.tracks().update(track.id(), track.version(), patch));
        });
        OF_SOME.put("load new tracks", (calls, batch) -> {
            List<NewTrack> tracks = tracks(batch, TrackStatus.COMPLETED);
            return () -> calls.database.tracks().load(tracks.stream(), LoadMode.UPSERT);
        });
        OF_SOME.put("load changed tracks", (calls, batch) -> {
            List<NewTrack> changed = calls.changed(batch);
            return () -> calls.database.tracks().load(changed.stream(), LoadMode.UPSERT);
        });
        OF_SOME.put("findAllById", (calls, batch) -> {
            List<UUID> ids = ids(calls.saved(batch, TrackStatus.PENDING));
            return () -> calls.database.tracks().findAllById(ids);
        });
        OF_SOME.put("thumbnails", (calls, batch) -> {
            List<UUID> ids = calls.committed(batch).stream().map(NewTrack::id).toList();
            return () -> calls.database.tracks().thumbnails(ids);
        });
        OF_SOME.put("deleteRow", (calls, batch) -> {
            List<UUID> ids = calls.committed(batch).stream().map(NewTrack::id).toList();
            return () -> ids.forEach(id -> calls.database.tracks().deleteRow(id));
        });
        OF_SOME.put("claim", (calls, batch) -> {
            calls.saved(batch, TrackStatus.PENDING);
            return () -> calls.database.queue().claim(batch, WORKER, LEASE);
        });
        OF_SOME.put("claim after the last retry", (calls, batch) -> {
            calls.claims(batch);
            calls.execute("UPDATE track_queue SET due_at = '1970-01-01Z', retry_count = 100 WHERE worker IS NOT NULL");
            return () -> calls.database.queue().claim(batch, WORKER, LEASE);
        });
        putWork("heartbeat", (calls, claims) -> calls.database.queue().heartbeat(claims, LEASE));
        putWork("complete", (calls, claims) -> calls.database.queue().complete(claims));
        putWork("fail", (calls, claims) -> calls.database.queue().fail(claims, "unreadable"));
        putWork("failPermanently", (calls, claims) -> calls.database.queue().failPermanently(claims, "unreadable"));
        putWork("release", (calls, claims) -> calls.database.queue().release(claims));
        putStatus(
                "markProcessing",
                TrackStatus.PENDING,
                (calls, ids) -> calls.database.statuses().markProcessing(ids, WORKER));
        putStatus(
                "markCompleted",
                TrackStatus.PROCESSING,
                (calls, ids) -> calls.database.statuses().markCompleted(ids, WORKER));
        putStatus(
                "markFailed",
                TrackStatus.PROCESSING,
                (calls, ids) -> calls.database.statuses().markFailed(ids, "unreadable", WORKER));
        putStatus(
                "requeue",
                TrackStatus.FAILED,
                (calls, ids) -> calls.database.statuses().requeue(ids, "mended", WORKER));
        putStatus(
                "history",
                TrackStatus.PENDING,
                (calls, ids) -> ids.forEach(id -> calls.database.statusFeed().history(id)));
        OF_SOME.put("changes", (calls, batch) -> {
            calls.saved(batch, TrackStatus.PENDING);
            return () -> calls.database.statusFeed().changes(null, batch);
        });
        OF_SOME.put("begin", (calls, batch) -> {
            List<IngestStart> starts = starts(batch);
            return () -> calls.database.journal().begin(starts, LEASE);
        });
        OF_SOME.put("beginClaimed", (calls, batch) -> {
            List<Claim> claims = calls.claims(batch);
            return () -> claims.forEach(
                    claim -> calls.database.journal().beginClaimed(claim, List.of(ref(claim.id())), LEASE));
        });
        OF_SOME.put("renew", (calls, batch) -> {
            List<IngestLease> leases = calls.begun(batch);
            return () -> calls.database.journal().renew(leases, LEASE);
        });
        OF_SOME.put("commit", (calls, batch) -> {
            List<IngestCommit> commits =
                    calls.begun(batch).stream().map(CallsToMeasure::commit).toList();
            return () -> calls.database.journal().commit(commits);
        });
        OF_SOME.put("abandon", (calls, batch) -> {
            List<IngestLease> leases = calls.begun(batch);
            return () -> leases.forEach(lease -> calls.database.journal().abandon(lease, LEASE));
        });
        OF_SOME.put("delete", (calls, batch) -> {
            List<NewTrack> tracks = calls.committed(batch);
            return () -> tracks.forEach(track -> calls.database.journal().delete(track.id(), ref -> true, LEASE));
        });
        OF_SOME.put("claimDeletions", (calls, batch) -> {
            calls.due(batch);
            return () -> calls.database.journal().claimDeletions(batch, LEASE);
        });
        OF_SOME.put("renewDeletions", (calls, batch) -> {
            List<PendingDeletion> deletions = calls.deletions(batch);
            return () -> calls.database.journal().renewDeletions(deletions, LEASE);
        });
        OF_SOME.put("confirmDeletions", (calls, batch) -> {
            List<PendingDeletion> deletions = calls.deletions(batch);
            return () -> calls.database.journal().confirmDeletions(deletions);
        });
        OF_SOME.put("knownFiles", (calls, batch) -> {
            List<FileFingerprint> files = calls.committed(batch).stream()
                    .map(track -> file(track.id()))
                    .toList();
            return () -> calls.database.journal().knownFiles(files);
        });
        OF_SOME.put("tracksByAudioHash", (calls, batch) -> {
            List<String> hashes = calls.committed(batch).stream()
                    .map(track -> hash(track.id()))
                    .toList();
            return () -> calls.database.journal().tracksByAudioHash(hashes);
        });
        OF_SOME.put("remember", (calls, batch) -> {
            List<UUID> ids = ids(calls.saved(batch, TrackStatus.COMPLETED));
            return () -> ids.forEach(id -> calls.database.journal().remember(file(id), id));
        });
        OF_SOME.put("correctThumbnail", (calls, batch) -> {
            List<NewTrack> tracks = calls.committed(batch);
            return () -> tracks.forEach(track ->
                    calls.database.journal().correctThumbnail(object(thumbnail(track.id()), track.id()), null));
        });
        OF_SOME.put("index rows of others", (calls, batch) -> {
            UUID[] ids = ids(calls.saved(batch, TrackStatus.COMPLETED)).toArray(UUID[]::new);
            calls.execute("UPDATE audio_tracks SET title = 'Written by another' WHERE id = ANY (?)", (Object) ids);
            return () -> new StaleRows(
                            new Jdbc(calls.connections), new Scope(SchemaName.of(SchemaName.DEFAULT), NAMESPACE))
                    .index();
        });
    }

    private final DataSource connections;
    private final LoistDatabase database;

    CallsToMeasure(DataSource connections) {
        this.connections = connections;
        this.database = LoistDatabase.builder()
                .dataSource(connections)
                .namespace(NAMESPACE)
                .build();
    }

    /** Adds tracks that no call is about: as many of each status. */
    void addOthers(int number) {
        TrackStatus[] statuses = TrackStatus.values();
        Stream<NewTrack> others =
                Stream.of(statuses).flatMap(status -> tracks(number / statuses.length, status).stream());
        database.tracks().load(others, LoadMode.UPSERT);
        execute("""
                INSERT INTO ingest_source (namespace, source_key, size_bytes, track_id)
                SELECT namespace, sha256(audio_gcs_path::bytea), row_number() OVER (), id FROM audio_tracks
                ON CONFLICT DO NOTHING
                """);
        execute("""
                INSERT INTO track_thumbnail (namespace, track_id, size_pixels, path, generation, size_bytes)
                SELECT namespace, id, 256, 'gs://music/small/' || id, 1, 9 FROM audio_tracks
                ON CONFLICT DO NOTHING
                """);
        execute("""
                INSERT INTO object_outbox (namespace, path, holder, due_at)
                SELECT namespace, 'gs://music/gone/' || id, id, now() + interval '1 day'
                FROM audio_tracks WHERE status = 'PROCESSING'
                """);
    }

    private static void putWork(String name, Work<Claim> work) {
        OF_SOME.put(name, (calls, batch) -> {
            List<Claim> claims = calls.claims(batch);
            return () -> work.on(calls, claims);
        });
    }

    private static void putStatus(String name, TrackStatus status, Work<UUID> work) {
        OF_SOME.put(name, (calls, batch) -> {
            List<UUID> ids = ids(calls.saved(batch, status));
            return () -> work.on(calls, ids);
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        void on(CallsToMeasure calls, List<T> some);
    }

    private List<Track> saved(int number, TrackStatus status) {
        return database.tracks().saveAllOrNone(tracks(number, status));
    }

    private List<NewTrack> changed(int number) {
        List<NewTrack> tracks = tracks(number, TrackStatus.COMPLETED);
        database.tracks().saveAllOrNone(tracks);
        return tracks.stream()
                .map(track ->
                        builder(track.id(), TrackStatus.COMPLETED).popularity(7).build())
                .toList();
    }

    private List<Claim> claims(int number) {
        saved(number, TrackStatus.PENDING);
        List<Claim> claims = new ArrayList<>();
        while (claims.size() < number) {
            claims.addAll(database.queue().claim(number - claims.size(), WORKER, LEASE));
        }
        return claims;
    }

    private List<IngestLease> begun(int number) {
        return database.journal().begin(starts(number), LEASE);
    }

    private List<NewTrack> committed(int number) {
        List<IngestCommit> commits =
                begun(number).stream().map(CallsToMeasure::commit).toList();
        database.journal().commit(commits);
        return commits.stream().map(IngestCommit::track).toList();
    }

    private void due(int number) {
        UUID[] holders = begun(number).stream().map(IngestLease::id).toArray(UUID[]::new);
        execute("UPDATE object_outbox SET due_at = '1970-01-01Z' WHERE holder = ANY (?)", (Object) holders);
    }

    private List<PendingDeletion> deletions(int number) {
        due(number);
        return database.journal().claimDeletions(number, LEASE);
    }

    private void execute(String sql, Object... values) {
        try (PreparedStatement statement = connections.getConnection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<UUID> ids(List<Track> tracks) {
        return tracks.stream().map(Track::id).toList();
    }

    private static List<IngestStart> starts(int number) {
        return tracks(number, TrackStatus.PROCESSING).stream()
                .map(track -> new IngestStart(track, List.of(ref(track.id()))))
                .toList();
    }

    private static IngestCommit commit(IngestLease lease) {
        NewTrack track = track(lease.track(), TrackStatus.COMPLETED);
        TreeMap<Integer, StoredObject> thumbnails =
                new TreeMap<>(Map.of(256, object(thumbnail(track.id()), track.id())));
        return new IngestCommit(lease, track, DuplicatePolicy.REJECT, thumbnails, file(track.id()), null);
    }

    private static List<NewTrack> tracks(int number, TrackStatus status) {
        return IntStream.range(0, number)
                .mapToObj(i -> track(NewTrack.nextId(), status))
                .toList();
    }

    private static NewTrack track(UUID id, TrackStatus status) {
        return builder(id, status).build();
    }

    private static NewTrack.Builder builder(UUID id, TrackStatus status) {
        String ownWord = Long.toString(id.getLeastSignificantBits() >>> 1, Character.MAX_RADIX);
        return NewTrack.builder(
                        TrackMetadata.builder("A title " + ownWord)
                                .artist("An artist")
                                .build(),
                        AudioProperties.builder("mp3").build(),
                        object(ref(id), id))
                .id(id)
                .status(status)
                .audioHash(hash(id));
    }

    private static StoredObject object(ObjectRef ref, UUID id) {
        return StoredObject.builder(ref)
                .generation(1)
                .size(9)
                .contentType("audio/mpeg")
                .sha256(hash(id))
                .build();
    }

    private static FileFingerprint file(UUID id) {
        return new FileFingerprint(hash(id), id.getLeastSignificantBits() >>> 1, Instant.EPOCH);
    }

    private static String hash(UUID id) {
        return "%032x%s".formatted(id.getLeastSignificantBits(), id.toString().replace("-", ""));
    }

    private static ObjectRef ref(UUID id) {
        return new ObjectRef("music", "audio/" + id);
    }

    private static ObjectRef thumbnail(UUID id) {
        return new ObjectRef("music", "small/" + id);
    }
}
