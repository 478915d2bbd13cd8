package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.RowStream;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.track.TrackBindings;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;
import io.loist.db.internal.work.ClaimQuery;
import io.loist.db.internal.work.WorkRules;
import io.loist.ingest.spi.IngestJournal;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
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
    public Writing begin(NewTrack track, List<ObjectRef> objects, Duration lease) {
        return writings.begin(track, objects, WorkRules.lease(lease));
    }

    @Override
    public List<Writing> begin(List<Announcement> some, Duration lease) {
        return requireBatch(some).isEmpty() ? List.of() : grouped.begin(some, WorkRules.lease(lease));
    }

    @Override
    public Writing begin(Claim claim, List<ObjectRef> objects, Duration lease) {
        return writings.begin(claim, objects, WorkRules.lease(lease));
    }

    @Override
    public Set<UUID> prolong(Collection<Writing> some, Duration lease) {
        return writings.prolong(requireBatch(some), WorkRules.lease(lease));
    }

    @Override
    public SaveOutcome commit(Completion completion) {
        return writings.commit(completion);
    }

    @Override
    public Map<UUID, Track> commit(List<Completion> some) {
        return requireBatch(some).isEmpty() ? Map.of() : grouped.commit(some);
    }

    @Override
    public List<Doomed> abandon(Writing writing, Duration lease) {
        UUID holder = NewTrack.nextId();
        SqlClause abandon =
                SqlClause.of(JournalSql.ABANDON, scope.namespace(), writing.id(), holder, ClaimQuery.micros(lease));
        return take("give up the track " + writing.track(), abandon, holder);
    }

    @Override
    public List<Doomed> takeDue(int most, Duration lease) {
        if (most < 1 || most > MAX_BATCH) {
            throw new IllegalArgumentException("most must be from 1 to " + MAX_BATCH + ", but is " + most);
        }
        UUID holder = NewTrack.nextId();
        SqlClause take = SqlClause.of(
                JournalSql.TAKE_DUE,
                scope.namespace(),
                most,
                scope.namespace(),
                holder,
                ClaimQuery.micros(WorkRules.lease(lease)));
        return take("take objects that are to be deleted", take, holder);
    }

    @Override
    public List<Doomed> hold(List<Doomed> doomed, Duration lease) {
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

    private static UUID[] holders(List<Doomed> doomed) {
        return doomed.stream().map(Doomed::holder).distinct().toArray(UUID[]::new);
    }

    private static String[] paths(List<Doomed> doomed) {
        return IngestTransactions.paths(
                requireBatch(doomed).stream().map(Doomed::ref).toList());
    }

    private List<Doomed> take(String action, SqlClause clause, UUID holder) {
        SqlClause scoped = new SqlClause(scope.sql(clause.sql()), clause.bindings());
        return jdbc.statement(
                action,
                connection -> Jdbc.query(
                        connection,
                        scoped,
                        row -> new Doomed(ObjectRef.parse(row.getString("path")), row.getLong("generation"), holder)),
                (connection, e) -> null);
    }

    @Override
    public Deletion delete(UUID id, Predicate<ObjectRef> own, Duration lease) {
        UUID holder = NewTrack.nextId();
        long micros = ClaimQuery.micros(WorkRules.lease(lease));
        SqlClause delete = SqlClause.of(scope.sql(JournalSql.DELETE), scope.namespace(), id);
        return jdbc.inTransaction("delete the track " + id, connection -> {
            List<Doomed> doomed = new ArrayList<>();
            for (StoredObject picture : thumbnails.of(connection, id)) {
                Doomed object = new Doomed(picture.ref(), picture.generation(), holder);
                if (note(connection, object, micros)) {
                    doomed.add(object);
                }
            }
            List<List<Doomed>> found = Jdbc.query(connection, delete, row -> had(row, holder));
            for (List<Doomed> objects : found) {
                for (Doomed object : objects) {
                    if (own.test(object.ref()) && note(connection, object, micros)) {
                        doomed.add(object);
                    }
                }
            }
            return new Deletion(!found.isEmpty(), doomed);
        });
    }

    /** Returns whether the object is this caller's to delete; it is not if somebody is just writing it. */
    private boolean note(Connection connection, Doomed object, long micros) throws SQLException {
        SqlClause note = SqlClause.of(
                scope.sql(JournalSql.NOTE),
                object.ref().uri(),
                scope.namespace(),
                object.generation(),
                object.holder(),
                micros);
        return Jdbc.update(connection, note) > 0;
    }

    private static List<Doomed> had(ResultSet row, UUID holder) throws SQLException {
        List<Doomed> had = new ArrayList<>();
        for (String object : List.of("audio", "thumbnail")) {
            String path = row.getString(object + "_gcs_path");
            if (path != null) {
                had.add(new Doomed(ObjectRef.parse(path), row.getLong(object + "_generation"), holder));
            }
        }
        return had;
    }

    @Override
    public void forget(List<Doomed> deleted) {
        SqlClause forget =
                SqlClause.of(scope.sql(JournalSql.FORGET), scope.namespace(), holders(deleted), paths(deleted));
        jdbc.statement(
                "forget " + deleted.size() + " objects",
                connection -> Jdbc.update(connection, forget),
                (connection, e) -> null);
    }

    @Override
    public Memory recall(Collection<FileNote> some) {
        return files.recall(requireBatch(some));
    }

    @Override
    public Map<String, Track> withSound(Collection<String> audioHashes) {
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
    public void remember(FileNote file, UUID track) {
        files.remember(file, track);
    }

    @Override
    public Stream<Expected> objects(String bucket) {
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

    private static Expected expected(ResultSet row) throws SQLException {
        @Nullable UUID track = row.getObject("track_id", UUID.class);
        return new Expected(ThumbnailRows.object(row), track, Part.valueOf(row.getString("part")));
    }

    @Override
    public Map<UUID, SortedMap<Integer, StoredObject>> thumbnails(Collection<UUID> tracks) {
        return thumbnails.of(requireBatch(tracks));
    }

    @Override
    public boolean correctThumbnail(StoredObject noted, @Nullable StoredObject found) {
        return thumbnails.correct(noted, found);
    }

    @Override
    public Set<ObjectRef> known(Collection<ObjectRef> refs) {
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
