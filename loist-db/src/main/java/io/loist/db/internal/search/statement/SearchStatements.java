package io.loist.db.internal.search.statement;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.NamedStatement;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.jdbc.SqlSavepoint;
import io.loist.db.internal.jdbc.TransactionSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the statements of one search on its connection. The parameter {@code :namespace} is bound here. */
public final class SearchStatements {

    /** The settings that {@link #INDEX_SETTINGS} and a sorted list change until the end of the transaction. */
    public static final TransactionSettings CHANGED_SETTINGS =
            new TransactionSettings(List.of("enable_seqscan", "jit", "enable_sort", "enable_bitmapscan"));

    /**
     * Runs in the same round trip as the statement after it. A plan made while the tables were small, or before they were
     * analyzed, must not scan them later. The planner cannot know that a search stops early, so its estimates are high enough
     * for JIT compilation, which takes a hundred times as long as the statement.
     */
    private static final String INDEX_SETTINGS =
            "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true);";

    private final Connection connection;
    private final Scope scope;
    private final Deadline deadline;

    public SearchStatements(Connection connection, Scope scope, Deadline deadline) {
        this.connection = connection;
        this.scope = scope;
        this.deadline = deadline;
    }

    public Connection connection() {
        return connection;
    }

    public Scope scope() {
        return scope;
    }

    public Deadline deadline() {
        return deadline;
    }

    /** Runs a query as the planner likes. */
    public <T> List<T> query(Sql sql, Jdbc.RowMapper<T> mapper) throws SQLException {
        return Jdbc.query(connection, scope.in(sql), mapper);
    }

    /** Runs several queries, separated by semicolons, and returns the rows of the last one. */
    public <T> List<T> queryLast(Sql queries, Jdbc.RowMapper<T> mapper) throws SQLException {
        return Jdbc.queryLast(connection, scope.in(queries), mapper);
    }

    /** Runs a query through indexes. */
    public <T> List<T> queryByIndex(Sql sql, Jdbc.RowMapper<T> mapper) throws SQLException {
        return byIndex(sql, 0, mapper);
    }

    /**
     * Runs a query through indexes, but not for much longer than until the deadline.
     *
     * @return the rows, or empty if the query was cancelled; the transaction is usable in either case
     */
    public <T> Optional<List<T>> queryUntilDeadline(Sql sql, Jdbc.RowMapper<T> mapper) throws SQLException {
        return cancellable(() -> byIndex(sql, deadline.timeoutSeconds(), mapper));
    }

    /**
     * Runs a query that uses indexes and ends at the deadline by itself, which spares the driver a timer.
     *
     * @return the rows, or empty if the query was cancelled; the transaction is usable in either case
     */
    public <T> Optional<List<T>> querySelfTimed(Sql sql, Jdbc.RowMapper<T> mapper) throws SQLException {
        return cancellable(() -> query(sql, mapper));
    }

    private <T> Optional<List<T>> cancellable(Query<T> query) throws SQLException {
        SqlSavepoint before = Jdbc.savepoint(connection);
        try {
            return Optional.of(query.run());
        } catch (SQLException e) {
            if (!SqlErrors.isCancelled(e)) {
                throw e;
            }
            if (before != null) {
                before.rollBack();
            }
            return Optional.empty();
        }
    }

    private <T> List<T> byIndex(Sql sql, int timeoutSeconds, Jdbc.RowMapper<T> mapper) throws SQLException {
        try (NamedStatement named = scope.in(Sql.of(INDEX_SETTINGS).then(sql)).prepare(connection)) {
            PreparedStatement statement = named.bind().statement();
            if (timeoutSeconds > 0) {
                statement.setQueryTimeout(timeoutSeconds);
            }
            statement.execute();
            statement.getMoreResults();
            List<T> result = new ArrayList<>();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    result.add(mapper.map(rows));
                }
            }
            return result;
        }
    }

    @FunctionalInterface
    private interface Query<T> {
        List<T> run() throws SQLException;
    }
}
