package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.Scope;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many tracks with their search entries through COPY on a connection, in the transaction that it is in. */
public final class BulkCopy {

    private final PGConnection connection;
    private final Scope scope;
    private final float[] floors;

    /** @param floors the static rank at which each tier begins, the best one first */
    public BulkCopy(Connection connection, Scope scope, float[] floors) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class);
        this.scope = scope;
        this.floors = floors.clone();
    }

    /** Returns whether this connection can be unwrapped to the driver's own. */
    public static boolean isPossible(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    /** Writes tracks that are new. */
    public void insert(List<Track> tracks) throws SQLException {
        EncodedTracks encoded = new EncodedTracks(tracks, scope.namespace());
        insert(encoded, encoded.all(), () -> {});
    }

    /**
     * Writes some of the tracks, which are new. Computes the search entries while the server writes the tracks, and prepares the next
     * tracks while it writes the entries.
     *
     * @param meanwhile prepares the next tracks
     */
    void insert(EncodedTracks tracks, BitSet which, Runnable meanwhile) throws SQLException {
        CopyText[] entries = new CopyText[1];
        copy(LoadSql.COPY_TRACKS, copy -> {
            tracks.write(copy, which);
            copy.flushCopy();
            entries[0] = tracks.entries(which, floors);
        });
        copy(LoadSql.COPY_ENTRIES, copy -> {
            copy.writeToCopy(entries[0].bytes(), 0, entries[0].length());
            copy.flushCopy();
            meanwhile.run();
        });
    }

    /** Writes some of the tracks into the tables that {@link LoadSql#STAGE} creates. */
    void stage(EncodedTracks tracks, BitSet which) throws SQLException {
        copy(LoadSql.COPY_STAGED_TRACKS, copy -> tracks.write(copy, which));
        CopyText entries = tracks.entries(which, floors);
        copy(LoadSql.COPY_STAGED_ENTRIES, copy -> copy.writeToCopy(entries.bytes(), 0, entries.length()));
    }

    private void copy(String sql, Rows rows) throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn(scope.sql(sql));
        try {
            rows.writeTo(copy);
            copy.endCopy();
        } finally {
            // Discards an incomplete COPY
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @FunctionalInterface
    private interface Rows {
        void writeTo(CopyIn copy) throws SQLException;
    }
}
