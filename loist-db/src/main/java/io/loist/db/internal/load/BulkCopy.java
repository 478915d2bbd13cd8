package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.text.SearchEntry;
import io.loist.db.internal.track.TrackSql;
import io.loist.track.Track;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many tracks through COPY on a connection, in the transaction that it is in. */
public final class BulkCopy {

    private static final int BYTES_PER_WRITE = 1 << 16;

    private final PGConnection connection;
    private final Scope scope;
    private final SearchEntry entries;

    private BulkCopy(PGConnection connection, Scope scope, SearchEntry entries) {
        this.connection = connection;
        this.scope = scope;
        this.entries = entries;
    }

    /** Returns whether the driver's own connection can be had from this one. */
    public static boolean isPossible(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    public static BulkCopy of(Connection connection, Scope scope) throws SQLException {
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

    public void insert(List<Track> tracks) throws SQLException {
        EncodedTracks encoded = new EncodedTracks(tracks, scope.namespace());
        insert(encoded, encoded.all(), () -> {});
    }

    /**
     * Writes those of the tracks, which are new, each after its entry of search.
     *
     * @param meanwhile is run when all is sent, before the server has done with it
     */
    public void insert(EncodedTracks tracks, BitSet which, Runnable meanwhile) throws SQLException {
        copy(TrackSql.COPY_ENTRIES, copy -> writeEntries(copy, tracks.tracks(), which));
        copy(TrackSql.COPY, copy -> {
            tracks.write(copy, which);
            copy.flushCopy();
            meanwhile.run();
        });
    }

    /** Writes those of the tracks into the table that {@link TrackSql#STAGE} makes. */
    void stage(EncodedTracks tracks, BitSet which) throws SQLException {
        copy(TrackSql.COPY_STAGED, copy -> tracks.write(copy, which));
    }

    private void writeEntries(CopyIn copy, List<Track> tracks, BitSet which) throws SQLException {
        CopyText text = new CopyText();
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            List<Object> entry = entries.of(tracks.get(i), scope.namespace());
            if (entry != null) {
                text.values(entry);
                text.endRow();
            }
            if (text.length() >= BYTES_PER_WRITE) {
                copy.writeToCopy(text.bytes(), 0, text.length());
                text.clear();
            }
        }
        copy.writeToCopy(text.bytes(), 0, text.length());
    }

    private void copy(String sql, Writing writing) throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn(scope.sql(sql));
        try {
            writing.to(copy);
            copy.endCopy();
        } finally {
            // Takes back what was not ended
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(CopyIn copy) throws SQLException;
    }
}
