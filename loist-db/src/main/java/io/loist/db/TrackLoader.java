package io.loist.db;

import io.loist.DuplicateTrackException;
import io.loist.media.ObjectRef;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads many tracks through COPY, in one transaction. */
final class TrackLoader {

    /** How many tracks are merged at once; as many are held in memory. */
    private static final int TRACKS_AT_ONCE = 10_000;

    /** After fewer, what waits to be sorted into the index of search is no more than after as many saves. */
    private static final int TRACKS_TO_SORT_IN = 1_000;

    private final Jdbc jdbc;
    private final Scope scope;
    private final TakenTracks taken;

    TrackLoader(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.taken = new TakenTracks(scope);
    }

    LoadSummary load(Stream<Track> tracks, LoadMode mode) {
        Iterator<Track> source = tracks.iterator();
        List<Track> last = new ArrayList<>();
        return jdbc.inTransaction(
                "load tracks",
                jdbc.keeping(
                        LocalSettings.OF_LOADING,
                        connection -> unhurried(connection, () -> switch (mode) {
                            case UPSERT -> upsert(connection, source, last);
                            case INITIAL -> fill(connection, source, last);
                        })),
                (connection, e) -> {
                    if (mode == LoadMode.INITIAL && SqlStates.isWrongState(e)) {
                        return new IllegalStateException(
                                "The library is not empty, so it cannot be loaded with LoadMode.INITIAL; use UPSERT.",
                                e);
                    }
                    RuntimeException twins = SqlStates.isUniqueViolation(e) ? twins(last) : null;
                    return twins == null ? taken.replacing(connection, last, e) : twins;
                });
    }

    private static @Nullable RuntimeException twins(List<Track> tracks) {
        Map<ObjectRef, UUID> objects = new HashMap<>();
        for (Track track : tracks) {
            ObjectRef object = track.audioObject().ref();
            UUID other = objects.putIfAbsent(object, track.id());
            if (other != null) {
                return new DuplicateTrackException(
                        track.id(),
                        other,
                        "The track " + track.id() + " has the audio object " + object + ", and so has the track "
                                + other + " to be loaded with it; leave one out.",
                        null);
            }
        }
        return null;
    }

    private LoadSummary upsert(Connection connection, Iterator<Track> source, List<Track> chunk) throws SQLException {
        BulkCopy copy = BulkCopy.of(connection, scope);
        Jdbc.query(connection, SqlClause.of(TrackSql.LET_WAIT), row -> 0);
        long created = 0;
        long updated = 0;
        long all = 0;
        while (next(source, chunk)) {
            EncodedTracks tracks = copy.encode(chunk);
            Known known = copyNew(connection, copy, tracks);
            created += chunk.size() - known.count();
            all += chunk.size();
            if (!known.changed().isEmpty()) {
                LoadSummary merged = merge(connection, copy, tracks, known.changed());
                created += merged.created();
                updated += merged.updated();
            }
        }
        if (created + updated >= TRACKS_TO_SORT_IN) {
            Jdbc.query(connection, SqlClause.of(scope.sql(TrackSql.SORT_IN)), row -> 0);
        }
        return new LoadSummary(created, updated, all - created - updated);
    }

    /**
     * Copies the tracks whose ids are not there straight into the table. All that load do so in the order of the ids, and replace
     * what is there only afterwards, so that they never wait for each other in a circle.
     */
    private Known copyNew(Connection connection, BulkCopy copy, EncodedTracks tracks) throws SQLException {
        int before = -1;
        while (true) {
            BitSet fresh = new BitSet();
            Known known = known(connection, tracks, fresh);
            if (fresh.isEmpty()) {
                return known;
            }
            Savepoint savepoint = connection.setSavepoint();
            try {
                copy.insert(tracks, fresh);
                connection.releaseSavepoint(savepoint);
                return known;
            } catch (SQLException e) {
                // Somebody else may have saved one of them just now; if it is not that, it fails again
                if (!SqlStates.isUniqueViolation(e) || known.count() == before) {
                    throw e;
                }
                connection.rollback(savepoint);
                connection.releaseSavepoint(savepoint);
                before = known.count();
            }
        }
    }

    private Known known(Connection connection, EncodedTracks tracks, BitSet fresh) throws SQLException {
        List<Track> all = tracks.tracks();
        Map<UUID, Optional<UUID>> digests = new HashMap<>();
        SqlClause clause = SqlClause.of(
                scope.sql(TrackSql.FIND_LOADED),
                scope.namespace(),
                all.stream().map(Track::id).toArray(UUID[]::new));
        Jdbc.query(
                connection,
                clause,
                row -> digests.put(row.getObject(1, UUID.class), Optional.ofNullable(row.getObject(2, UUID.class))));
        BitSet changed = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            Optional<UUID> digest = digests.get(all.get(i).id());
            if (digest == null) {
                fresh.set(i);
            } else if (!digest.equals(Optional.of(tracks.digest(i)))) {
                changed.set(i);
            }
        }
        return new Known(digests.size(), changed);
    }

    private LoadSummary merge(Connection connection, BulkCopy copy, EncodedTracks tracks, BitSet which)
            throws SQLException {
        Jdbc.query(connection, SqlClause.of(scope.sql(TrackSql.STAGE)), row -> 0);
        copy.stage(tracks, which);
        SqlClause merge = SqlClause.of(scope.sql(TrackSql.MERGE_STAGED));
        return Jdbc.query(connection, merge, row -> new LoadSummary(row.getLong("created"), row.getLong("updated"), 0))
                .get(0);
    }

    /** Fills a chunk with tracks of different ids, in the order of these, in which all that load lock them. */
    private static boolean next(Iterator<Track> source, List<Track> chunk) {
        Map<UUID, Track> tracks = new TreeMap<>(Comparator.naturalOrder());
        while (tracks.size() < TRACKS_AT_ONCE && source.hasNext()) {
            Track track = source.next();
            tracks.put(track.id(), track);
        }
        chunk.clear();
        chunk.addAll(tracks.values());
        return !chunk.isEmpty();
    }

    private LoadSummary fill(Connection connection, Iterator<Track> source, List<Track> chunk) throws SQLException {
        SqlClause begin = SqlClause.of(scope.sql(TrackSql.BEGIN_LOAD));
        String[] statements = Jdbc.query(
                        connection, begin, row -> (String[]) row.getArray(1).getArray())
                .get(0);
        BulkCopy copy = BulkCopy.of(connection, scope);
        long created = 0;
        while (next(source, chunk)) {
            copy.insert(chunk);
            created += chunk.size();
        }
        Jdbc.query(connection, SqlClause.of(scope.sql(TrackSql.END_LOAD), (Object) statements), row -> 0);
        return new LoadSummary(created, 0, 0);
    }

    /** Lets statements take as long as they need, for this transaction only, on the server and on the network. */
    private static <T> T unhurried(Connection connection, Loading<T> loading) throws SQLException {
        int timeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try {
            Jdbc.query(connection, SqlClause.of(TrackSql.UNHURRIED), row -> 0);
            return loading.run();
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, timeout);
            }
        }
    }

    /** How many tracks of a chunk are there already, and which of them may differ from what is there. */
    private record Known(int count, BitSet changed) {}

    @FunctionalInterface
    private interface Loading<T> {
        T run() throws SQLException;
    }
}
