package io.loist.db;

import io.loist.track.Track;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes many tracks through COPY on a connection, in the transaction that it is in. */
final class BulkCopy {

    private final PGConnection connection;
    private final Scope scope;
    private final SearchEntry entries;

    private BulkCopy(PGConnection connection, Scope scope, SearchEntry entries) {
        this.connection = connection;
        this.scope = scope;
        this.entries = entries;
    }

    /** Returns whether the driver's own connection can be had from this one. */
    static boolean isPossible(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    static BulkCopy of(Connection connection, Scope scope) throws SQLException {
        SqlClause begin = SqlClause.of(scope.sql(TrackSql.BEGIN_ENTRIES));
        float[] floors =
                Jdbc.query(connection, begin, row -> floors(row.getArray(1))).get(0);
        return new BulkCopy(connection.unwrap(PGConnection.class), scope, new SearchEntry(floors));
    }

    private static float[] floors(Array array) throws SQLException {
        Float[] values = (Float[]) array.getArray();
        float[] floors = new float[values.length];
        for (int i = 0; i < floors.length; i++) {
            floors[i] = values[i];
        }
        return floors;
    }

    /** Writes new tracks, each after its entry of search. */
    void insert(List<Track> tracks) throws SQLException {
        copy(TrackSql.COPY_ENTRIES, tracks, track -> entries.of(track, scope.namespace()));
        copy(TrackSql.COPY, tracks, track -> TrackBindings.of(track, scope.namespace()));
    }

    /** Writes tracks into the table that {@link TrackSql#STAGE} makes. */
    void stage(List<Track> tracks) throws SQLException {
        copy(TrackSql.COPY_STAGED, tracks, track -> TrackBindings.of(track, scope.namespace()));
    }

    private void copy(String sql, List<Track> tracks, Values values) throws SQLException {
        try (TrackCopy copy = new TrackCopy(connection.getCopyAPI().copyIn(scope.sql(sql)))) {
            for (Track track : tracks) {
                List<? extends @Nullable Object> row = values.of(track);
                if (row != null) {
                    copy.write(row);
                }
            }
            copy.end();
        }
    }

    /** Says what to write for a track; null if nothing. */
    @FunctionalInterface
    private interface Values {
        @Nullable
        List<? extends @Nullable Object> of(Track track);
    }
}
