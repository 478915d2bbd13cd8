package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.ledger.NewEntries;
import io.loist.db.internal.track.NewTerms;
import io.loist.db.internal.track.ServerState;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many tracks with their search entries through COPY on a connection, in the transaction that it is in. */
public final class BulkCopy {

    /** Minimum number of tracks for which the index collects entries. */
    private static final int BULK = 2_000;

    private static final int MAX_KNOWN_TERMS = 200_000;

    private final Connection connection;
    private final PGConnection driver;
    private final Scope scope;
    private final float[] floors;
    private final boolean behindPolicies;
    private final NewTerms terms = new NewTerms();
    private final NewEntries catalog = new NewEntries();
    private final Set<String> knownTerms = new HashSet<>();

    /** @param state of the server, in this transaction */
    public BulkCopy(Connection connection, Scope scope, ServerState state) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(PGConnection.class);
        this.scope = scope;
        this.floors = state.floors();
        this.behindPolicies = state.behindPolicies();
    }

    /** Returns whether this connection can be unwrapped to the driver's own. */
    public static boolean isPossible(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    /** Writes tracks that are new. */
    public void insert(List<Track> tracks) throws SQLException {
        EncodedTracks encoded = new EncodedTracks(tracks, scope);
        insert(encoded, encoded.all(), () -> {});
    }

    /**
     * Writes some of the tracks, which are new. Computes the search entries while the server writes the tracks, and prepares the next
     * tracks while it writes the entries.
     *
     * @param meanwhile prepares the next tracks
     */
    void insert(EncodedTracks tracks, BitSet which, Runnable meanwhile) throws SQLException {
        insertRows(tracks, which, meanwhile);
        addTerms();
        catalog.addNames(connection, scope);
        catalog.addCounts(connection, scope);
    }

    /** Writes tracks into an empty library, without counting them in the catalogue: {@link NewEntries#countAll} does so at the end. */
    void fill(EncodedTracks tracks, Runnable meanwhile) throws SQLException {
        insertRows(tracks, tracks.all(), meanwhile);
        addTerms();
        catalog.addFirstNames(connection, scope);
    }

    private void insertRows(EncodedTracks tracks, BitSet which, Runnable meanwhile) throws SQLException {
        if (behindPolicies) {
            stageRows(tracks, which);
            run(LoadSql.INSERT_STAGED);
            meanwhile.run();
            return;
        }
        CopyText[] entries = new CopyText[1];
        copy(LoadSql.COPY_TRACKS, copy -> {
            tracks.write(copy, which);
            copy.flushCopy();
            entries[0] = tracks.entries(which, floors, terms, catalog);
        });
        CopyText text = entries[0];
        if (which.cardinality() < BULK) {
            copy(LoadSql.COPY_ENTRIES, copy -> copy.writeToCopy(text.bytes(), 0, text.length()));
            meanwhile.run();
            return;
        }
        int last = text.startOfLastRow();
        set(LoadSql.LENGTHEN_PENDING_LIST);
        copy(LoadSql.COPY_ENTRIES, copy -> {
            copy.writeToCopy(text.bytes(), 0, last);
            copy.flushCopy();
            meanwhile.run();
        });
        // The last one makes the index sort in what it has collected
        set(LoadSql.SHORTEN_PENDING_LIST);
        copy(LoadSql.COPY_ENTRIES, copy -> copy.writeToCopy(text.bytes(), last, text.length() - last));
    }

    /** Writes some of the tracks into the tables that {@link LoadSql#STAGE} creates. */
    void stage(EncodedTracks tracks, BitSet which) throws SQLException {
        stageRows(tracks, which);
        addTerms();
        catalog.addNames(connection, scope);
    }

    /** Forgets which terms and names are known: the savepoint after which they were added has been rolled back. */
    void rolledBack() {
        knownTerms.clear();
        catalog.rolledBack();
    }

    private void addTerms() throws SQLException {
        if (knownTerms.size() > MAX_KNOWN_TERMS) {
            knownTerms.clear();
        }
        terms.add(connection, scope, knownTerms);
    }

    private void stageRows(EncodedTracks tracks, BitSet which) throws SQLException {
        run(LoadSql.STAGE);
        copy(LoadSql.COPY_STAGED_TRACKS, copy -> tracks.write(copy, which));
        CopyText entries = tracks.entries(which, floors, terms, catalog);
        copy(LoadSql.COPY_STAGED_ENTRIES, copy -> copy.writeToCopy(entries.bytes(), 0, entries.length()));
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(scope.sql(sql));
            }
        }
    }

    private void set(String sql) throws SQLException {
        Jdbc.query(connection, Sql.of(sql), row -> sql);
    }

    private void copy(String sql, Rows rows) throws SQLException {
        CopyIn copy = driver.getCopyAPI().copyIn(scope.sql(sql));
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
