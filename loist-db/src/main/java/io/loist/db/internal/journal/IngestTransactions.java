package io.loist.db.internal.journal;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.track.DuplicateFinder;
import io.loist.db.internal.track.TrackBindings;
import io.loist.db.internal.track.TrackColumns;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.work.ClaimQuery;
import io.loist.db.internal.work.StatusTransitions;
import io.loist.db.internal.work.WorkSql;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestLease;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Begins, prolongs and ends the writing of tracks with their objects. */
final class IngestTransactions {

    /** What a new track that is finished did not have before. */
    static final Set<TrackColumns> NEW =
            EnumSet.of(TrackColumns.AUDIO_HASH, TrackColumns.AUDIO_OBJECT, TrackColumns.ARTWORK_OBJECT);

    /** What of a track that was claimed is replaced by what was read. */
    private static final Set<TrackColumns> CLAIMED = EnumSet.of(
            TrackColumns.MUSIC,
            TrackColumns.SOUND,
            TrackColumns.AUDIO_HASH,
            TrackColumns.AUDIO_OBJECT,
            TrackColumns.ARTWORK_OBJECT);

    private final Jdbc jdbc;
    private final Scope scope;
    private final Clock clock;
    private final DuplicateFinder taken;

    IngestTransactions(Jdbc jdbc, Scope scope, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.clock = clock;
        this.taken = new DuplicateFinder(scope);
    }

    IngestLease begin(NewTrack track, List<ObjectRef> objects, Duration lease) {
        IngestLease writing = new IngestLease(NewTrack.nextId(), track.id(), null, objects);
        Track stored = TrackBindings.stored(track, now());
        List<@Nullable Object> values = TrackBindings.of(stored, scope.namespace());
        values.addAll(Arrays.asList(scope.namespace(), writing.id(), ClaimQuery.micros(lease), paths(objects)));
        SqlClause begin = new SqlClause(scope.sql(JournalSql.BEGIN), values);
        return jdbc.statement(
                "begin to take in the track " + track.id(),
                connection -> {
                    Jdbc.update(connection, begin);
                    return writing;
                },
                (connection, e) -> taken.inserting(connection, List.of(stored), e));
    }

    IngestLease begin(Claim claim, List<ObjectRef> objects, Duration lease) {
        IngestLease writing = new IngestLease(NewTrack.nextId(), claim.id(), claim, objects);
        SqlClause begin = SqlClause.of(
                scope.sql(JournalSql.BEGIN_CLAIMED),
                claim.id(),
                scope.namespace(),
                claim.number(),
                scope.namespace(),
                writing.id(),
                ClaimQuery.micros(lease),
                paths(objects));
        return jdbc.inTransaction("begin to write for the track " + claim.id(), connection -> {
            if (Jdbc.update(connection, begin) < objects.size()) {
                throw lost(writing);
            }
            return writing;
        });
    }

    Set<UUID> prolong(Collection<IngestLease> writings, Duration lease) {
        UUID[] holders = writings.stream().map(IngestLease::id).toArray(UUID[]::new);
        SqlClause prolong =
                SqlClause.of(scope.sql(JournalSql.PROLONG), ClaimQuery.micros(lease), scope.namespace(), holders);
        Map<UUID, Integer> prolonged = new HashMap<>();
        jdbc.statement(
                "prolong " + holders.length + " leases",
                connection -> Jdbc.query(
                        connection,
                        prolong,
                        row -> prolonged.put(row.getObject("holder", UUID.class), row.getInt("objects"))),
                (connection, e) -> null);
        return writings.stream()
                .filter(writing -> writing.objects().size() == prolonged.getOrDefault(writing.id(), 0))
                .map(IngestLease::id)
                .collect(Collectors.toSet());
    }

    SaveOutcome commit(IngestCommit completion) {
        IngestLease writing = completion.lease();
        String action = "finish the track " + writing.track();
        Jdbc.Work<SaveOutcome> work = connection -> commit(connection, completion);
        return writing.claim() == null
                ? jdbc.statement(action, work, (connection, e) -> null)
                : jdbc.inTransaction(action, work);
    }

    private SaveOutcome commit(Connection connection, IngestCommit completion) throws SQLException {
        IngestLease writing = completion.lease();
        Savepoint before = Jdbc.savepoint(connection);
        List<Track> finished = List.of();
        try {
            if (endClaim(connection, writing)) {
                finished = Jdbc.query(connection, finish(completion), TrackRowMapper::map);
            }
        } catch (SQLException e) {
            // Another track with this content was finished at the same moment
            if (!SqlErrors.isUniqueViolation(e)) {
                throw e;
            }
        }
        if (!finished.isEmpty()) {
            return new SaveOutcome.Created(finished.get(0));
        }
        if (before != null) {
            connection.rollback(before);
        }
        SqlClause count = SqlClause.of(scope.sql(JournalSql.COUNT_HELD), scope.namespace(), writing.id());
        int held = Jdbc.query(connection, count, row -> row.getInt(1)).get(0);
        if (held < writing.objects().size()) {
            throw lost(writing);
        }
        Track track = TrackBindings.stored(completion.track(), now());
        return taken.metContent(connection, track, completion.policy());
    }

    private boolean endClaim(Connection connection, IngestLease writing) {
        Claim claim = writing.claim();
        if (claim == null) {
            return true;
        }
        StatusTransitions moves = new StatusTransitions(Jdbc.within(connection), scope);
        if (moves.end(List.of(claim), SqlClause.of(WorkSql.COMPLETE), null).isEmpty()) {
            throw lost(writing);
        }
        return true;
    }

    private SqlClause finish(IngestCommit completion) {
        IngestLease writing = completion.lease();
        Track track = TrackBindings.stored(completion.track(), now());
        boolean any = completion.policy() == DuplicatePolicy.ALLOW;
        byte[] sha256 = any ? null : TrackBindings.bytes(track.audioObject().sha256());
        byte[] audioHash = any ? null : TrackBindings.bytes(track.audioHash());
        TrackStatus before = writing.claim() == null ? TrackStatus.PROCESSING : TrackStatus.COMPLETED;
        StoredObject spent = completion.spent();
        FileFingerprint file = completion.file();
        String namespace = scope.namespace();

        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(namespace, writing.id()));
        if (writing.claim() != null) {
            TrackBindings.addMetadata(values, track.metadata());
            TrackBindings.addAudio(values, track.audio());
        }
        values.add(TrackBindings.bytes(track.audioHash()));
        TrackBindings.addObject(values, track.audioObject());
        TrackBindings.addObject(values, track.artworkObject());
        values.addAll(Arrays.asList(sha256, audioHash, TrackBindings.offset(track.updatedAt())));
        values.addAll(Arrays.asList(
                namespace, track.id(), before.name(), writing.objects().size()));
        values.addAll(Arrays.asList(namespace, track.id(), sha256, namespace, track.id(), audioHash));
        values.addAll(Arrays.asList(namespace, writing.id()));
        values.add(spent == null ? null : spent.ref().uri());
        values.addAll(Arrays.asList(namespace, spent == null ? 0L : spent.generation(), writing.id()));
        values.addAll(KnownFileRows.bindings(file, namespace));
        values.add(namespace);
        values.addAll(ThumbnailRows.bindings(completion.thumbnails()));

        Set<TrackColumns> parts = writing.claim() == null ? NEW : CLAIMED;
        String assignments =
                String.join(", ", parts.stream().map(TrackColumns::assignments).toList());
        return new SqlClause(scope.sql(JournalSql.HELD + " " + assignments + JournalSql.FINISH), values);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static String[] paths(Collection<ObjectRef> objects) {
        return objects.stream().map(ObjectRef::uri).toArray(String[]::new);
    }

    private static DatabaseException lost(IngestLease writing) {
        return new DatabaseException(
                "INGEST_LEASE_LOST",
                true,
                "The track " + writing.track()
                        + " cannot be written under this lease: it has ended and another process took over, or"
                        + " another attempt is not over yet; nothing of it is kept. Try again later.",
                null,
                null);
    }
}
