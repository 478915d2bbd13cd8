package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.NamedStatement;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the sort keys, the digest and the search entry of rows that other programs wrote, of any namespace. */
public final class TrackIndexer {

    private static final int ROWS_PER_BATCH = 1_000;
    private static final String BEFORE_ALL = "";

    private final Scope scope;
    private final Sql index;

    public TrackIndexer(Scope scope) {
        this.scope = scope;
        this.index = scope.in(IndexSql.INDEX);
    }

    /** Indexes rows that this transaction has locked. */
    void index(Connection connection, List<StaleRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (NamedStatement statement = index.prepare(connection)) {
            for (StaleRow row : rows) {
                statement.addBatch(row.values(scope));
            }
            statement.runBatch();
        }
    }

    /**
     * Indexes all stale rows of all namespaces, and those with names that only readers of this process can read, except rows locked by
     * other transactions; one transaction per batch.
     */
    public void indexStale(Jdbc jdbc) {
        indexAll(jdbc, IndexSql.FIND_STALE, IndexSql.NEXT_STALE_NAMESPACE);
        if (scope.readings().hasReaders()) {
            indexAll(jdbc, IndexSql.FIND_UNREAD, IndexSql.NEXT_UNREAD_NAMESPACE);
        }
    }

    private void indexAll(Jdbc jdbc, String find, String nextNamespace) {
        String namespace = next(jdbc, nextNamespace, BEFORE_ALL);
        while (namespace != null) {
            TrackIndexer indexer = new TrackIndexer(scope.ofNamespace(namespace));
            int count;
            do {
                count = jdbc.inTransaction(
                        "index stale rows",
                        Jdbc.keeping(
                                TransactionSettings.OF_INDEXING, connection -> indexer.indexBatch(connection, find)));
            } while (count == ROWS_PER_BATCH);
            namespace = next(jdbc, nextNamespace, namespace);
        }
    }

    private int indexBatch(Connection connection, String find) throws SQLException {
        Sql next = scope.in(find + IndexSql.ORDER + IndexSql.LOCK).with("limit", ROWS_PER_BATCH);
        List<StaleRow> rows = Jdbc.query(connection, next, StaleRow::map);
        index(connection, rows);
        return rows.size();
    }

    /** The last row that a re-index has processed. */
    public record Position(String namespace, UUID track) {

        /** Before the first track of a namespace. */
        public static final UUID FIRST = new UUID(0, 0);
    }

    /**
     * Indexes the next rows, stale or not, and writes those that differ.
     *
     * @param after the last row of the previous call, null for the first call
     * @return the last row of this call, null if no rows are left
     */
    public @Nullable Position indexNext(Connection connection, @Nullable Position after) throws SQLException {
        String namespace = after == null ? next(connection, IndexSql.NEXT_NAMESPACE, BEFORE_ALL) : after.namespace();
        UUID track = after == null ? Position.FIRST : after.track();
        while (namespace != null) {
            Scope its = scope.ofNamespace(namespace);
            Sql find = its.in(TransactionSettings.READ_IN_ORDER + IndexSql.FIND_NEXT)
                    .with("after", track)
                    .with("limit", ROWS_PER_BATCH);
            List<StaleRow> rows = Jdbc.queryLast(connection, find, StaleRow::map);
            if (!rows.isEmpty()) {
                new TrackIndexer(its).index(connection, rows);
                return new Position(namespace, rows.get(rows.size() - 1).id());
            }
            namespace = next(connection, IndexSql.NEXT_NAMESPACE, namespace);
            track = Position.FIRST;
        }
        return null;
    }

    private @Nullable String next(Jdbc jdbc, String sql, String after) {
        return jdbc.read("look for stale rows", connection -> Optional.ofNullable(next(connection, sql, after)))
                .orElse(null);
    }

    private @Nullable String next(Connection connection, String sql, String after) throws SQLException {
        return Jdbc.query(
                        connection,
                        Sql.of(scope.sql(sql)).with("after", after),
                        row -> Optional.ofNullable(row.getString(1)))
                .get(0)
                .orElse(null);
    }
}
