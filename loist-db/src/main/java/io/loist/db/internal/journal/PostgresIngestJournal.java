package io.loist.db.internal.journal;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.RowStream;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.track.TrackBindings;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;
import io.loist.db.internal.track.TrackThumbnails;
import io.loist.db.internal.work.ClaimQuery;
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
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal in the tables {@code object_outbox}, {@code ingest_source} and {@code track_thumbnail}. */
public final class PostgresIngestJournal implements IngestJournal {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresIngestJournal.class);

    private final Jdbc jdbc;
    private final Scope scope;
    private final IngestTransactions writings;
    private final GroupedIngestTransactions grouped;
    private final KnownFileRows files;
    private final ThumbnailRows thumbnails;

    public PostgresIngestJournal(Jdbc jdbc, Scope scope, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.writings = new IngestTransactions(jdbc, scope, clock);
        this.grouped = new GroupedIngestTransactions(jdbc, scope, clock);
        this.files = new KnownFileRows(jdbc, scope);
        this.thumbnails = new ThumbnailRows(jdbc, scope);
    }

    @Override
    public List<IngestLease> begin(List<IngestStart> starts, Duration lease) {
        Duration checked = WorkRules.lease(lease);
        return switch (requireBatch(starts).size()) {
            case 0 -> List.of();
            case 1 -> List.of(writings.begin(starts.get(0).track(), starts.get(0).objects(), checked));
            default -> grouped.begin(starts, checked);
        };
    }

    @Override
    public IngestLease beginClaimed(Claim claim, List<ObjectRef> objects, Duration lease) {
        return writings.begin(claim, objects, WorkRules.lease(lease));
    }

    @Override
    public Set<UUID> renew(Collection<IngestLease> some, Duration lease) {
        return writings.prolong(requireBatch(some), WorkRules.lease(lease));
    }

    @Override
    public Map<UUID, SaveOutcome> commit(List<IngestCommit> commits) {
        Map<UUID, SaveOutcome> outcomes = new HashMap<>();
        List<IngestCommit> together = requireBatch(commits).stream()
                .filter(commit -> commit.lease().claim() == null && commit.spent() == null)
                .toList();
        if (together.size() > 1) {
            commitTogether(together).forEach((id, track) -> outcomes.put(id, new SaveOutcome.Created(track)));
        }
        for (IngestCommit commit : commits) {
            UUID id = commit.lease().track();
            if (!outcomes.containsKey(id)) {
                commitAlone(commit).ifPresent(outcome -> outcomes.put(id, outcome));
            }
        }
        return outcomes;
    }

    /** Returns the tracks that were saved. If the statement fails, none was, and each is tried alone. */
    private Map<UUID, Track> commitTogether(List<IngestCommit> commits) {
        try {
            return grouped.commit(commits);
        } catch (DatabaseException e) {
            LOG.debug("{} tracks could not be saved together, so each is saved alone: {}", commits.size(), e.getMessage());
            return Map.of();
        }
    }

    private Optional<SaveOutcome> commitAlone(IngestCommit commit) {
        try {
            return Optional.of(writings.commit(commit));
        } catch (DatabaseException e) {
            if (e.code().equals("INGEST_LEASE_LOST")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<PendingDeletion> abandon(IngestLease writing, Duration lease) {
        UUID holder = NewTrack.nextId();
        SqlClause abandon =
                SqlClause.of(JournalSql.ABANDON, scope.namespace(), writing.id(), holder, ClaimQuery.micros(lease));
        return take("give up the track " + writing.track(), abandon, holder);
    }

    @Override
    public List<PendingDeletion> claimDeletions(int max, Duration lease) {
        if (max < 1 || max > MAX_BATCH) {
            throw new IllegalArgumentException("max must be from 1 to " + MAX_BATCH + ", but is " + max);
        }
        UUID holder = NewTrack.nextId();
        SqlClause take = SqlClause.of(
                JournalSql.TAKE_DUE,
                scope.namespace(),
                max,
                scope.namespace(),
                holder,
                ClaimQuery.micros(WorkRules.lease(lease)));
        return take("take objects that are to be deleted", take, holder);
    }

    @Override
    public List<PendingDeletion> renewDeletions(List<PendingDeletion> doomed, Duration lease) {
        SqlClause hold = SqlClause.of(
                scope.sql(JournalSql.HOLD),
                ClaimQuery.micros(WorkRules.lease(lease)),
                scope.namespace(),
                holders(doomed),
                paths(doomed));
        Set<ObjectRef> held = new HashSet<>(jdbc.statement(
                "hold " + doomed.size() + " objects",
                connection -> Jdbc.query(connection, hold, row -> ObjectRef.parse(row.getString("path"))),
                (connection, e) -> null));
        return doomed.stream().filter(each -> held.contains(each.ref())).toList();
    }

    private static UUID[] holders(List<PendingDeletion> doomed) {
        return doomed.stream().map(PendingDeletion::holder).distinct().toArray(UUID[]::new);
    }

    private static String[] paths(List<PendingDeletion> doomed) {
        return IngestTransactions.paths(
                requireBatch(doomed).stream().map(PendingDeletion::ref).toList());
    }

    private List<PendingDeletion> take(String action, SqlClause clause, UUID holder) {
        SqlClause scoped = new SqlClause(scope.sql(clause.sql()), clause.bindings());
        return jdbc.statement(
                action,
                connection -> Jdbc.query(
                        connection,
                        scoped,
                        row -> new PendingDeletion(ObjectRef.parse(row.getString("path")), row.getLong("generation"), holder)),
                (connection, e) -> null);
    }

    @Override
    public TrackDeletion delete(UUID id, Predicate<ObjectRef> own, Duration lease) {
        UUID holder = NewTrack.nextId();
        long micros = ClaimQuery.micros(WorkRules.lease(lease));
        SqlClause delete = SqlClause.of(scope.sql(JournalSql.DELETE), scope.namespace(), id);
        return jdbc.inTransaction("delete the track " + id, connection -> {
            List<PendingDeletion> doomed = new ArrayList<>();
            for (StoredObject picture : thumbnails.of(connection, id)) {
                PendingDeletion object = new PendingDeletion(picture.ref(), picture.generation(), holder);
                if (note(connection, object, micros)) {
                    doomed.add(object);
                }
            }
            List<List<PendingDeletion>> found = Jdbc.query(connection, delete, row -> had(row, holder));
            for (List<PendingDeletion> objects : found) {
                for (PendingDeletion object : objects) {
                    if (own.test(object.ref()) && note(connection, object, micros)) {
                        doomed.add(object);
                    }
                }
            }
            return new TrackDeletion(!found.isEmpty(), doomed);
        });
    }

    /** Returns whether the object is this caller's to delete; it is not if somebody is just writing it. */
    private boolean note(Connection connection, PendingDeletion object, long micros) throws SQLException {
        SqlClause note = SqlClause.of(
                scope.sql(JournalSql.NOTE),
                object.ref().uri(),
                scope.namespace(),
                object.generation(),
                object.holder(),
                micros);
        return Jdbc.update(connection, note) > 0;
    }

    private static List<PendingDeletion> had(ResultSet row, UUID holder) throws SQLException {
        List<PendingDeletion> had = new ArrayList<>();
        had.add(new PendingDeletion(
                ObjectRef.parse(row.getString("audio_gcs_path")), row.getLong("audio_generation"), holder));
        String artwork = row.getString("thumbnail_gcs_path");
        if (artwork != null) {
            had.add(new PendingDeletion(ObjectRef.parse(artwork), row.getLong("artwork_generation"), holder));
        }
        return had;
    }

    @Override
    public void confirmDeletions(List<PendingDeletion> deleted) {
        SqlClause forget =
                SqlClause.of(scope.sql(JournalSql.FORGET), scope.namespace(), holders(deleted), paths(deleted));
        jdbc.statement(
                "forget " + deleted.size() + " objects",
                connection -> Jdbc.update(connection, forget),
                (connection, e) -> null);
    }

    @Override
    public KnownFiles knownFiles(Collection<FileFingerprint> some) {
        return files.recall(requireBatch(some));
    }

    @Override
    public Map<String, Track> tracksByAudioHash(Collection<String> audioHashes) {
        byte[][] hashes =
                requireBatch(audioHashes).stream().map(TrackBindings::bytes).toArray(byte[][]::new);
        SqlClause sound = SqlClause.of(scope.sql(JournalSql.WITH_SOUND), scope.namespace(), hashes);
        return jdbc
                .read(
                        "look up " + hashes.length + " sounds",
                        connection -> Jdbc.query(connection, sound, TrackRowMapper::map))
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
        ObjectRef.requireBucket(bucket);
        String namespace = scope.namespace();
        SqlClause objects = SqlClause.of(
                scope.sql(JournalSql.OBJECTS), namespace, bucket, namespace, bucket, namespace, bucket, bucket);
        return RowStream.open(
                jdbc,
                "read the objects of the bucket " + bucket,
                List.of(SqlClause.of(TrackSql.UNHURRIED), objects),
                PostgresIngestJournal::expected);
    }

    private static ExpectedObject expected(ResultSet row) throws SQLException {
        @Nullable UUID track = row.getObject("track_id", UUID.class);
        return new ExpectedObject(TrackThumbnails.object(row), track, ObjectRole.valueOf(row.getString("part")));
    }

    @Override
    public boolean correctThumbnail(StoredObject noted, @Nullable StoredObject found) {
        return thumbnails.correct(noted, found);
    }

    @Override
    public Set<ObjectRef> knownObjects(Collection<ObjectRef> refs) {
        String[] paths = IngestTransactions.paths(requireBatch(refs));
        SqlClause known = SqlClause.of(scope.sql(JournalSql.KNOWN), paths, paths, paths, paths);
        return jdbc.read(
                "look up " + paths.length + " objects",
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
