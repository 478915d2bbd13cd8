package io.loist.db.internal.track;

import io.loist.LoistException;
import io.loist.StaleTrackException;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.load.BulkCopy;
import io.loist.track.DuplicatePolicy;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes tracks on a connection, inside whatever transaction it is in. */
public final class TrackWriter {

    /** How many rows go to the server at once. */
    private static final int ROWS_PER_TRIP = 500;

    /** From how many rows on COPY is faster than INSERT. */
    private static final int ROWS_TO_COPY = 10;

    private final Scope scope;
    private final DuplicateFinder taken;
    private final String insert;
    private final String insertUnlessThere;
    private final String upsert;
    private final String findById;

    public TrackWriter(Scope scope, DuplicateFinder taken) {
        this.scope = scope;
        this.taken = taken;
        this.insert = scope.sql(TrackSql.INSERT);
        this.insertUnlessThere = scope.sql(TrackSql.INSERT_UNLESS_THERE);
        this.upsert = scope.sql(TrackSql.UPSERT);
        this.findById = scope.sql(TrackSql.FIND_BY_ID);
    }

    public void insert(Connection connection, List<Track> tracks) throws SQLException {
        if (tracks.size() >= ROWS_TO_COPY && BulkCopy.isPossible(connection)) {
            BulkCopy.of(connection, scope).insert(tracks);
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            int waiting = 0;
            for (Track track : tracks) {
                Jdbc.bind(statement, TrackBindings.of(track, scope.namespace()));
                if (tracks.size() == 1) {
                    statement.executeUpdate();
                    return;
                }
                statement.addBatch();
                waiting++;
                if (waiting == ROWS_PER_TRIP) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
        }
    }

    /** Saves each track of which nothing is there; for the others says what is. */
    List<SaveOutcome> insertEach(Connection connection, List<Track> tracks, DuplicatePolicy policy)
            throws SQLException {
        List<SaveOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < tracks.size(); from += ROWS_PER_TRIP) {
            List<Track> some = tracks.subList(from, Math.min(tracks.size(), from + ROWS_PER_TRIP));
            outcomes.addAll(insertSome(connection, some, policy));
        }
        return outcomes;
    }

    private List<SaveOutcome> insertSome(Connection connection, List<Track> tracks, DuplicatePolicy policy)
            throws SQLException {
        var before = connection.setSavepoint();
        try {
            List<SaveOutcome> outcomes = insertUnlessThere(connection, tracks, policy);
            connection.releaseSavepoint(before);
            return outcomes;
        } catch (SQLException e) {
            if (!SqlErrors.isRefusal(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            if (tracks.size() == 1) {
                UUID id = tracks.get(0).id();
                LoistException reason = SqlErrors.translate("save the track " + id, e);
                return List.of(new SaveOutcome.Refused(id, reason));
            }
        }
        // One of them breaks a rule of the table, and took the others with it: each half on its own
        int half = tracks.size() / 2;
        List<SaveOutcome> outcomes = new ArrayList<>(insertSome(connection, tracks.subList(0, half), policy));
        outcomes.addAll(insertSome(connection, tracks.subList(half, tracks.size()), policy));
        return outcomes;
    }

    /** Saves tracks of which nothing is there; fails as a whole if one breaks a rule of the table. */
    List<SaveOutcome> insertUnlessThere(Connection connection, List<Track> tracks, DuplicatePolicy policy)
            throws SQLException {
        int[] counts;
        try (PreparedStatement statement = connection.prepareStatement(insertUnlessThere)) {
            for (Track track : tracks) {
                Jdbc.bind(statement, withPolicy(track, policy));
                statement.addBatch();
            }
            counts = statement.executeBatch();
        }
        List<SaveOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            Track track = tracks.get(i);
            outcomes.add(counts[i] == 0 ? taken.met(connection, track, policy) : new SaveOutcome.Created(track));
        }
        return outcomes;
    }

    private List<@Nullable Object> withPolicy(Track track, DuplicatePolicy policy) {
        boolean any = policy == DuplicatePolicy.ALLOW;
        byte[] sha256 = any ? null : TrackBindings.bytes(track.audioObject().sha256());
        byte[] audioHash = any ? null : TrackBindings.bytes(track.audioHash());
        List<@Nullable Object> values = TrackBindings.of(track, scope.namespace());
        values.addAll(Arrays.asList(sha256, audioHash, scope.namespace(), sha256, scope.namespace(), audioHash));
        return values;
    }

    SaveOutcome upsert(Connection connection, Track track) throws SQLException {
        SqlClause clause = new SqlClause(upsert, TrackBindings.of(track, scope.namespace()));
        List<Track> written = Jdbc.query(connection, clause, TrackRowMapper::map);
        if (written.isEmpty()) {
            return new SaveOutcome.Unchanged(find(connection, track.id()));
        }
        Track stored = written.get(0);
        return stored.version() == 0 ? new SaveOutcome.Created(stored) : new SaveOutcome.Updated(stored);
    }

    public Track update(Connection connection, Change change) throws SQLException {
        SqlClause changes = TrackBindings.of(change.patch());
        List<Track> found;
        if (change.patch().isEmpty()) {
            found = List.of(find(connection, change.id()));
        } else {
            List<@Nullable Object> values = new ArrayList<>(changes.bindings());
            values.addAll(Arrays.asList(
                    TrackBindings.offset(change.now()), scope.namespace(), change.id(), change.expectedVersion()));
            String sql = scope.sql(TrackSql.UPDATE.formatted(changes.sql()));
            found = Jdbc.query(connection, new SqlClause(sql, values), TrackRowMapper::map);
        }
        Track track = found.isEmpty() ? find(connection, change.id()) : found.get(0);
        if (found.isEmpty() || (change.patch().isEmpty() && track.version() != change.expectedVersion())) {
            throw new StaleTrackException(change.id(), change.expectedVersion(), track.version());
        }
        return track;
    }

    /** Returns the track as the change would have made it: what could be in the way of it depends on that. */
    Track patched(Connection connection, Change change) throws SQLException {
        Track track = find(connection, change.id());
        String hash = change.patch().audioHash();
        return track.toBuilder()
                .audioObject(Objects.requireNonNullElse(change.patch().audioObject(), track.audioObject()))
                .audioHash(hash == null ? track.audioHash() : hash)
                .build();
    }

    private Track find(Connection connection, UUID id) throws SQLException {
        return Jdbc.query(connection, SqlClause.of(findById, scope.namespace(), id), TrackRowMapper::map).stream()
                .findFirst()
                .orElseThrow(() -> new TrackNotFoundException(id));
    }

    /** What to change about which track. */
    public record Change(UUID id, long expectedVersion, TrackPatch patch, Instant now) {}
}
