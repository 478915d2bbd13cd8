package io.loist.db.internal.journal;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.jdbc.SqlSavepoint;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.repository.TrackWriter;
import io.loist.db.internal.track.DuplicateFinder;
import io.loist.db.internal.track.TrackColumn;
import io.loist.db.internal.track.TrackColumn.Part;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackValues;
import io.loist.db.internal.work.PostgresTrackQueue;
import io.loist.db.internal.work.WorkRules;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins, renews and commits ingests. */
final class IngestRows {

    /** The columns that a track receives when its objects are stored. */
    static final Set<TrackColumn> SAVED = TrackColumn.of(Part.AUDIO_HASH, Part.AUDIO_OBJECT, Part.ARTWORK_OBJECT);

    private static final Logger LOG = LoggerFactory.getLogger(IngestRows.class);

    private final Jdbc jdbc;
    private final Scope scope;
    private final DuplicateFinder duplicates;
    private final TrackWriter writer;

    IngestRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.duplicates = new DuplicateFinder(scope);
        this.writer = new TrackWriter(scope, duplicates);
    }

    List<IngestLease> begin(List<IngestStart> starts, Duration lease) {
        if (starts.isEmpty()) {
            return List.of();
        }
        List<IngestLease> leases = starts.stream()
                .map(start -> new IngestLease(NewTrack.nextId(), start.track().id(), null, start.objects()))
                .toList();
        List<Track> tracks = starts.stream()
                .map(start -> TrackValues.stored(start.track(), Instant.EPOCH))
                .toList();
        Sql record = record(leases).with("lease_micros", WorkRules.micros(lease));
        return jdbc.inTransaction(
                "begin to ingest " + starts.size() + " tracks",
                Jdbc.keeping(TransactionSettings.OF_INDEXING, connection -> {
                    writer.insert(connection, tracks);
                    Jdbc.update(connection, record);
                    return leases;
                }),
                (connection, e) -> duplicates.inserting(connection, tracks, e));
    }

    private Sql record(List<IngestLease> leases) {
        List<String> paths = new ArrayList<>();
        List<UUID> holders = new ArrayList<>();
        List<UUID> tracks = new ArrayList<>();
        for (IngestLease lease : leases) {
            for (ObjectRef object : lease.objects()) {
                paths.add(object.uri());
                holders.add(lease.id());
                tracks.add(lease.track());
            }
        }
        return scope.in(IngestSql.BEGIN)
                .with("paths", paths.toArray(String[]::new))
                .with("holders", holders.toArray(UUID[]::new))
                .with("track_ids", tracks.toArray(UUID[]::new));
    }

    IngestLease beginClaimed(Claim claim, List<ObjectRef> objects, Duration lease) {
        IngestLease begun = new IngestLease(NewTrack.nextId(), claim.id(), claim, objects);
        Sql record = scope.in(IngestSql.BEGIN_CLAIMED)
                .with("track_id", claim.id())
                .with("claim_number", claim.number())
                .with("holder", begun.id())
                .with("paths", paths(objects))
                .with("lease_micros", WorkRules.micros(lease));
        return jdbc.inTransaction("begin to ingest the claimed track " + claim.id(), connection -> {
            if (Jdbc.update(connection, record) < objects.size()) {
                throw lost(begun.track());
            }
            return begun;
        });
    }

    Set<UUID> renew(Collection<IngestLease> leases, Duration lease) {
        UUID[] holders = leases.stream().map(IngestLease::id).toArray(UUID[]::new);
        Sql lock = scope.in(IngestSql.LOCK).with("holder", holders);
        Sql renew = scope.in(IngestSql.RENEW).with("holders", holders).with("lease_micros", WorkRules.micros(lease));
        Map<UUID, Integer> held = new HashMap<>();
        jdbc.statement(
                "renew " + leases.size() + " leases",
                connection -> Jdbc.queryLocked(
                        connection,
                        lock,
                        renew,
                        row -> held.put(row.getObject("holder", UUID.class), row.getInt("objects"))),
                (connection, e) -> null);
        return leases.stream()
                .filter(each -> each.objects().size() == held.getOrDefault(each.id(), 0))
                .map(IngestLease::id)
                .collect(Collectors.toSet());
    }

    /** Commits ingests as one batch if possible, and otherwise one after the other, to find out why each is not saved. */
    Map<UUID, SaveOutcome> commit(List<IngestCommit> commits) {
        Map<UUID, SaveOutcome> outcomes = new HashMap<>();
        List<IngestCommit> together = commits.stream()
                .filter(commit -> commit.lease().claim() == null)
                .toList();
        if (together.size() > 1) {
            commitTogether(together).forEach(track -> outcomes.put(track.id(), new SaveOutcome.Created(track)));
        }
        for (IngestCommit commit : commits) {
            UUID id = commit.lease().track();
            if (!outcomes.containsKey(id)) {
                commitOne(commit).forEach(outcome -> outcomes.put(id, outcome));
            }
        }
        return outcomes;
    }

    /** Returns the tracks that were saved. If one of them violates a constraint, none is. */
    private List<Track> commitTogether(List<IngestCommit> commits) {
        Sql sql = CommitBindings.bind(scope, commits);
        try {
            return jdbc.statement(
                    "save " + commits.size() + " tracks", connection -> save(connection, sql), (connection, e) -> null);
        } catch (DatabaseException e) {
            LOG.debug("{} tracks could not be saved together: {}", commits.size(), e.getMessage());
            return List.of();
        }
    }

    /** Returns the outcome, or nothing if the lease is lost. */
    private List<SaveOutcome> commitOne(IngestCommit commit) {
        IngestLease lease = commit.lease();
        String action = "save the track " + lease.track();
        return lease.claim() == null
                ? jdbc.statement(action, connection -> commitOne(connection, commit), (connection, e) -> null)
                : jdbc.inTransaction(
                        action,
                        Jdbc.keeping(TransactionSettings.OF_INDEXING, connection -> commitOne(connection, commit)));
    }

    private List<SaveOutcome> commitOne(Connection connection, IngestCommit commit) throws SQLException {
        IngestLease lease = commit.lease();
        SqlSavepoint before = Jdbc.savepoint(connection);
        boolean endedClaim = lease.claim() != null
                && !new PostgresTrackQueue(Jdbc.within(connection), scope)
                        .complete(List.of(lease.claim()))
                        .isEmpty();
        if (endedClaim || lease.claim() == null) {
            List<Track> saved = save(connection, CommitBindings.bind(scope, List.of(commit)));
            if (!saved.isEmpty()) {
                return List.of(new SaveOutcome.Created(withMetadata(connection, saved.get(0), commit)));
            }
        }
        if (before != null) {
            before.rollBack();
        }
        Sql count = scope.in(IngestSql.COUNT_HELD).with("holder", lease.id());
        int held = Jdbc.query(connection, count, row -> row.getInt(1)).get(0);
        boolean lost = held < lease.objects().size() || (lease.claim() != null && !endedClaim);
        if (lost) {
            return List.of();
        }
        SaveOutcome met =
                duplicates.metContent(connection, TrackValues.stored(commit.track(), Instant.EPOCH), commit.policy());
        if (met instanceof SaveOutcome.Existing existing && lease.claim() != null) {
            endClaim(connection, commit, existing.track());
        }
        return List.of(met);
    }

    /** Ends the claim of a track whose content another one has, and records what it was ingested from for deletion. */
    private void endClaim(Connection connection, IngestCommit commit, Track existing) throws SQLException {
        new PostgresTrackQueue(Jdbc.within(connection), scope)
                .failPermanently(
                        List.of(Objects.requireNonNull(commit.lease().claim())),
                        "The track " + existing.id() + " has the same content; use that one.");
        StoredObject spent = commit.spent();
        if (spent != null && !spent.ref().equals(existing.audioObject().ref())) {
            Jdbc.update(
                    connection,
                    scope.in(IngestSql.SPEND)
                            .with("path", spent.ref().uri())
                            .with("generation", spent.generation())
                            .with("holder", commit.lease().track()));
        }
    }

    /** Returns the tracks that were saved; none if another track with the same content was saved at the same moment. */
    private List<Track> save(Connection connection, Sql commit) throws SQLException {
        SqlSavepoint before = Jdbc.savepoint(connection);
        try {
            return Jdbc.queryLocked(connection, scope.in(IngestSql.LOCK), commit, TrackRowMapper::map);
        } catch (SQLException e) {
            if (!SqlErrors.isUniqueViolation(e)) {
                throw e;
            }
            if (before != null) {
                before.rollBack();
            }
            return List.of();
        }
    }

    /** A claimed track receives the metadata that was read; a new one was begun with it. */
    private Track withMetadata(Connection connection, Track saved, IngestCommit commit) throws SQLException {
        if (commit.lease().claim() == null) {
            return saved;
        }
        TrackPatch patch = TrackPatch.builder()
                .metadata(commit.track().metadata())
                .audio(commit.track().audio())
                .build();
        return writer.update(connection, new TrackWriter.Change(saved.id(), saved.version(), patch));
    }

    static String[] paths(Collection<ObjectRef> objects) {
        return objects.stream().map(ObjectRef::uri).toArray(String[]::new);
    }

    private static DatabaseException lost(UUID track) {
        return new DatabaseException(
                "INGEST_LEASE_LOST",
                true,
                "The track " + track
                        + " cannot be written under this lease: the lease has ended and another process has claimed the"
                        + " track, or another attempt has not ended. Nothing of it is kept. Try again later.",
                null,
                null);
    }
}
