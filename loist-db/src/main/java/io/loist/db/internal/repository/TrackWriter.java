package io.loist.db.internal.repository;

import io.loist.LoistException;
import io.loist.StaleTrackException;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.NamedStatement;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.jdbc.SqlSavepoint;
import io.loist.db.internal.load.BulkCopy;
import io.loist.db.internal.track.DuplicateFinder;
import io.loist.db.internal.track.Hex;
import io.loist.db.internal.track.ServerState;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;
import io.loist.db.internal.track.TrackValues;
import io.loist.track.DuplicatePolicy;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes tracks and their search entries on a connection, in its transaction. */
public final class TrackWriter {

    /** Maximum number of rows per batch. */
    private static final int ROWS_PER_TRIP = 500;

    /** Minimum number of rows for which COPY is faster than INSERT. */
    private static final int ROWS_TO_COPY = 10;

    private final Scope scope;
    private final DuplicateFinder duplicates;
    private final Sql insert;
    private final Sql insertReturningNow;
    private final Sql insertUnlessThere;
    private final Sql insertUnlessThereReturningNow;
    private final Sql upsert;
    private final Sql findById;

    public TrackWriter(Scope scope, DuplicateFinder duplicates) {
        this.scope = scope;
        this.duplicates = duplicates;
        this.insert = scope.in(TrackSql.INSERT);
        this.insertReturningNow = scope.in(TrackSql.INSERT + TrackSql.RETURNING_NOW);
        this.insertUnlessThere = scope.in(TrackSql.INSERT_UNLESS_THERE);
        this.insertUnlessThereReturningNow = scope.in(TrackSql.INSERT_UNLESS_THERE + TrackSql.RETURNING_NOW);
        this.upsert = scope.in(TrackSql.UPSERT);
        this.findById = scope.in(TrackSql.FIND_BY_ID);
    }

    /** Saves new tracks, in the order of their ids, and returns them in the order given, with the server's time. */
    public List<Track> insert(Connection connection, List<Track> tracks) throws SQLException {
        if (tracks.size() == 1) {
            Track track = tracks.get(0);
            return List.of(TrackValues.savedAt(
                    track, now(connection, insertReturningNow, values(track)).get(0)));
        }
        ServerState state = ServerState.read(connection, scope);
        List<Track> ordered =
                tracks.stream().sorted(Comparator.comparing(Track::id)).toList();
        if (tracks.size() >= ROWS_TO_COPY && BulkCopy.isPossible(connection)) {
            new BulkCopy(connection, scope, state).insert(ordered);
        } else {
            insertInBatches(connection, ordered);
        }
        return tracks.stream()
                .map(track -> TrackValues.savedAt(track, state.now()))
                .toList();
    }

    private void insertInBatches(Connection connection, List<Track> tracks) throws SQLException {
        try (NamedStatement statement = insert.prepare(connection)) {
            int waiting = 0;
            for (Track track : tracks) {
                statement.addBatch(values(track));
                waiting++;
                if (waiting == ROWS_PER_TRIP) {
                    statement.runBatch();
                    waiting = 0;
                }
            }
            statement.runBatch();
        }
    }

    /** Saves a track, unless its id, object or content exists; then returns the conflict. */
    SaveOutcome insertUnlessThere(Connection connection, Track track, DuplicatePolicy policy) throws SQLException {
        List<Instant> saved = now(connection, insertUnlessThereReturningNow, values(track, policy));
        return saved.isEmpty()
                ? duplicates.met(connection, track, policy)
                : new SaveOutcome.Created(TrackValues.savedAt(track, saved.get(0)));
    }

    /**
     * Saves each track whose id, object and content do not exist, in the order of their ids, so that two calls with the same ids do
     * not deadlock; two calls with the same content under other ids still may, which is retryable. Returns the conflicts of the
     * others. The outcomes are in the order of the tracks.
     */
    List<SaveOutcome> insertEach(Connection connection, List<Track> tracks, DuplicatePolicy policy)
            throws SQLException {
        Instant now = ServerState.read(connection, scope).now();
        List<Integer> order = IntStream.range(0, tracks.size())
                .boxed()
                .sorted(Comparator.comparing(i -> tracks.get(i).id()))
                .toList();
        SaveOutcome[] outcomes = new SaveOutcome[tracks.size()];
        for (int from = 0; from < order.size(); from += ROWS_PER_TRIP) {
            List<Integer> some = order.subList(from, Math.min(order.size(), from + ROWS_PER_TRIP));
            List<Track> ordered = some.stream()
                    .map(i -> TrackValues.savedAt(tracks.get(i), now))
                    .toList();
            List<SaveOutcome> saved = insertSome(connection, ordered, policy);
            for (int i = 0; i < some.size(); i++) {
                outcomes[some.get(i)] = saved.get(i);
            }
        }
        return Arrays.asList(outcomes);
    }

    private List<SaveOutcome> insertSome(Connection connection, List<Track> tracks, DuplicatePolicy policy)
            throws SQLException {
        SqlSavepoint before = SqlSavepoint.set(connection);
        try {
            List<SaveOutcome> outcomes = insertUnlessThere(connection, tracks, policy);
            before.release();
            return outcomes;
        } catch (SQLException e) {
            if (!SqlErrors.isRefusal(e)) {
                throw e;
            }
            before.rollBack();
            before.release();
            if (tracks.size() == 1) {
                UUID id = tracks.get(0).id();
                LoistException reason = SqlErrors.translate("save the track " + id, e);
                return List.of(new SaveOutcome.Refused(id, reason));
            }
        }
        // One of them violates a constraint, which failed the batch: try each half
        int half = tracks.size() / 2;
        List<SaveOutcome> outcomes = new ArrayList<>(insertSome(connection, tracks.subList(0, half), policy));
        outcomes.addAll(insertSome(connection, tracks.subList(half, tracks.size()), policy));
        return outcomes;
    }

    /** Saves tracks whose id, object and content do not exist; fails as a whole if one violates a constraint. */
    private List<SaveOutcome> insertUnlessThere(Connection connection, List<Track> tracks, DuplicatePolicy policy)
            throws SQLException {
        int[] counts;
        try (NamedStatement statement = insertUnlessThere.prepare(connection)) {
            for (Track track : tracks) {
                statement.addBatch(values(track, policy));
            }
            counts = statement.runBatch();
        }
        List<SaveOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            Track track = tracks.get(i);
            outcomes.add(counts[i] == 0 ? duplicates.met(connection, track, policy) : new SaveOutcome.Created(track));
        }
        return outcomes;
    }

    private Map<String, @Nullable Object> values(Track track) {
        return TrackValues.ofRow(track, scope);
    }

    private Map<String, @Nullable Object> values(Track track, DuplicatePolicy policy) {
        boolean any = policy == DuplicatePolicy.ALLOW;
        Map<String, @Nullable Object> values = values(track);
        values.put("unique_sha256", any ? null : Hex.bytes(track.audioObject().sha256()));
        values.put("unique_audio_hash", any ? null : Hex.bytes(track.audioHash()));
        return values;
    }

    SaveOutcome upsert(Connection connection, Track track) throws SQLException {
        List<Track> written = Jdbc.query(connection, upsert.with(values(track)), TrackRowMapper::map);
        if (written.isEmpty()) {
            return new SaveOutcome.Unchanged(find(connection, track.id()));
        }
        Track stored = written.get(0);
        return stored.version() == 0 ? new SaveOutcome.Created(stored) : new SaveOutcome.Updated(stored);
    }

    /** Changes a track and its search entry; throws if the track has another version or does not exist. */
    public Track update(Connection connection, Change change) throws SQLException {
        Track before = find(connection, change.id());
        if (before.version() != change.expectedVersion()) {
            throw new StaleTrackException(change.id(), change.expectedVersion(), before.version());
        }
        if (change.patch().isEmpty()) {
            return before;
        }
        Track after = TrackValues.patched(before, change.patch());
        Sql update = scope.in(TrackSql.update(TrackValues.changed(change.patch())))
                .with(values(after))
                .with("expected_version", change.expectedVersion());
        List<Track> stored = Jdbc.query(connection, update, TrackRowMapper::map);
        if (stored.isEmpty()) {
            Track now = find(connection, change.id());
            throw new StaleTrackException(change.id(), change.expectedVersion(), now.version());
        }
        return stored.get(0);
    }

    /** Returns the track as changed, to find what it conflicts with. */
    Track patched(Connection connection, Change change) throws SQLException {
        return TrackValues.patched(find(connection, change.id()), change.patch());
    }

    private Track find(Connection connection, UUID id) throws SQLException {
        return Jdbc.query(connection, findById.with("id", id), TrackRowMapper::map).stream()
                .findFirst()
                .orElseThrow(() -> new TrackNotFoundException(id));
    }

    private static List<Instant> now(Connection connection, Sql insert, Map<String, @Nullable Object> values)
            throws SQLException {
        return Jdbc.query(
                connection,
                insert.with(values),
                row -> row.getObject(1, OffsetDateTime.class).toInstant());
    }

    /** A change of one track. */
    public record Change(UUID id, long expectedVersion, TrackPatch patch) {}
}
