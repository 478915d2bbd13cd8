package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.RowStream;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.track.Hex;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackThumbnails;
import io.loist.db.internal.work.WorkRules;
import io.loist.ingest.spi.ExpectedObject;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.KnownFiles;
import io.loist.ingest.spi.ObjectRole;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.TrackDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The journal in the tables {@code object_outbox}, {@code ingest_source} and {@code track_thumbnail}. */
public final class PostgresIngestJournal implements IngestJournal {

    private final Jdbc jdbc;
    private final Scope scope;
    private final IngestRows ingests;
    private final DeletionRows deletions;
    private final KnownFileRows files;
    private final ThumbnailRows thumbnails;

    public PostgresIngestJournal(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.ingests = new IngestRows(jdbc, scope);
        this.files = new KnownFileRows(jdbc, scope);
        this.thumbnails = new ThumbnailRows(jdbc, scope);
        this.deletions = new DeletionRows(jdbc, scope, thumbnails);
    }

    @Override
    public List<IngestLease> begin(List<IngestStart> starts, Duration lease) {
        return ingests.begin(requireBatch(starts), WorkRules.lease(lease));
    }

    @Override
    public IngestLease beginClaimed(Claim claim, List<ObjectRef> objects, Duration lease) {
        return ingests.beginClaimed(claim, objects, WorkRules.lease(lease));
    }

    @Override
    public Set<UUID> renew(Collection<IngestLease> leases, Duration lease) {
        return ingests.renew(requireBatch(leases), WorkRules.lease(lease));
    }

    @Override
    public Map<UUID, SaveOutcome> commit(List<IngestCommit> commits) {
        return ingests.commit(requireBatch(commits));
    }

    @Override
    public List<PendingDeletion> abandon(IngestLease abandoned, Duration lease) {
        return deletions.abandon(abandoned, WorkRules.lease(lease));
    }

    @Override
    public TrackDeletion delete(UUID id, Predicate<ObjectRef> own, Duration lease) {
        return deletions.delete(id, own, WorkRules.lease(lease));
    }

    @Override
    public List<PendingDeletion> claimDeletions(int max, Duration lease) {
        if (max < 1 || max > MAX_BATCH) {
            throw new IllegalArgumentException("max must be from 1 to " + MAX_BATCH + ", but is " + max);
        }
        return deletions.claim(max, WorkRules.lease(lease));
    }

    @Override
    public List<PendingDeletion> renewDeletions(List<PendingDeletion> some, Duration lease) {
        return deletions.renew(requireBatch(some), WorkRules.lease(lease));
    }

    @Override
    public void confirmDeletions(List<PendingDeletion> deleted) {
        deletions.confirm(requireBatch(deleted));
    }

    @Override
    public KnownFiles knownFiles(Collection<FileFingerprint> some) {
        return files.find(requireBatch(some));
    }

    @Override
    public Map<String, Track> tracksByAudioHash(Collection<String> audioHashes) {
        byte[][] hashes = requireBatch(audioHashes).stream().map(Hex::bytes).toArray(byte[][]::new);
        Sql find = scope.in(LookupSql.TRACKS_BY_AUDIO_HASH).with("audio_hashes", hashes);
        return jdbc
                .read(
                        "find tracks by " + hashes.length + " audio hashes",
                        connection -> Jdbc.query(connection, find, TrackRowMapper::map))
                .stream()
                .collect(Collectors.toMap(
                        track -> Objects.requireNonNull(track.audioHash()), Function.identity(), (one, other) -> one));
    }

    @Override
    public void remember(FileFingerprint file, UUID track) {
        files.remember(file, track);
    }

    @Override
    public Stream<ExpectedObject> expectedObjects(String bucket) {
        Sql objects =
                scope.in(LookupSql.EXPECTED_OBJECTS).with("prefix", "gs://" + ObjectRef.requireBucket(bucket) + "/");
        return RowStream.open(
                jdbc,
                "read the objects of the bucket " + bucket,
                PostgresIngestJournal::expected,
                TransactionSettings.NO_TIMEOUTS,
                objects);
    }

    private static ExpectedObject expected(ResultSet row) throws SQLException {
        @Nullable UUID track = row.getObject("track_id", UUID.class);
        return new ExpectedObject(TrackThumbnails.object(row), track, ObjectRole.valueOf(row.getString("role")));
    }

    @Override
    public boolean correctThumbnail(StoredObject recorded, @Nullable StoredObject found) {
        return thumbnails.correct(recorded, found);
    }

    @Override
    public Set<ObjectRef> knownObjects(Collection<ObjectRef> refs) {
        if (refs.isEmpty()) {
            return Set.of();
        }
        Sql known = scope.in(LookupSql.KNOWN_OBJECTS).with("paths", IngestRows.paths(requireBatch(refs)));
        return jdbc.read(
                "look up " + refs.size() + " objects",
                connection ->
                        new HashSet<>(Jdbc.query(connection, known, row -> ObjectRef.parse(row.getString("path")))));
    }

    private static <C extends Collection<?>> C requireBatch(C some) {
        if (some.size() > MAX_BATCH) {
            throw new IllegalArgumentException("there must be at most " + MAX_BATCH + " at once, but are " + some.size()
                    + "; split them over several calls");
        }
        return some;
    }
}
