package io.loist.db;

import io.loist.DuplicateTrackException;
import io.loist.media.ObjectRef;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Loads many tracks through COPY, in one transaction. */
final class TrackLoader {

    /** How many tracks are merged at once; as many are held in memory. */
    private static final int TRACKS_AT_ONCE = 10_000;

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
                connection -> unhurried(connection, () -> switch (mode) {
                    case UPSERT -> upsert(connection, source, last);
                    case INITIAL -> fill(connection, source, last);
                }),
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
        long created = 0;
        long updated = 0;
        long all = 0;
        String copy = scope.sql(TrackSql.COPY_STAGED);
        try (PreparedStatement stage = connection.prepareStatement(scope.sql(TrackSql.STAGE));
                PreparedStatement merge = connection.prepareStatement(scope.sql(TrackSql.MERGE_STAGED))) {
            while (next(source, chunk)) {
                stage.execute();
                copy(connection, copy, chunk.iterator());
                try (ResultSet counts = merge.executeQuery()) {
                    counts.next();
                    created += counts.getLong("created");
                    updated += counts.getLong("updated");
                }
                all += chunk.size();
            }
        }
        return new LoadSummary(created, updated, all - created - updated);
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
        long created = 0;
        String copy = scope.sql(TrackSql.COPY);
        while (next(source, chunk)) {
            created += copy(connection, copy, chunk.iterator());
        }
        Jdbc.query(connection, SqlClause.of(scope.sql(TrackSql.END_LOAD), (Object) statements), row -> 0);
        return new LoadSummary(created, 0, 0);
    }

    private long copy(Connection connection, String sql, Iterator<Track> tracks) throws SQLException {
        try (TrackCopy copy =
                new TrackCopy(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql))) {
            while (tracks.hasNext()) {
                copy.write(TrackBindings.of(tracks.next(), scope.namespace()));
            }
            return copy.end();
        }
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

    @FunctionalInterface
    private interface Loading<T> {
        T run() throws SQLException;
    }
}
