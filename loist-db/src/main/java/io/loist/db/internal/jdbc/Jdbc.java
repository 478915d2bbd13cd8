package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on connections of a {@code DataSource}, or inside the transaction of the caller's own connection; returns connections
 * in the state they had, and translates exceptions.
 */
public final class Jdbc {

    private static final Duration DEFAULT_LEAK_TIMEOUT = Duration.ofMinutes(5);

    private final @Nullable DataSource dataSource;
    private final @Nullable Connection callers;
    private final Duration leakTimeout;

    private Jdbc(@Nullable DataSource dataSource, @Nullable Connection callers, Duration leakTimeout) {
        this.dataSource = dataSource;
        this.callers = callers;
        this.leakTimeout = leakTimeout;
    }

    public Jdbc(DataSource dataSource) {
        this(dataSource, DEFAULT_LEAK_TIMEOUT);
    }

    /**
     * Works with connections of a {@code DataSource}.
     *
     * @param leakTimeout how long a stream may stay open before a warning is logged
     */
    public Jdbc(DataSource dataSource, Duration leakTimeout) {
        this(dataSource, null, leakTimeout);
    }

    public static Jdbc within(Connection connection) {
        return new Jdbc(null, connection, DEFAULT_LEAK_TIMEOUT);
    }

    /** Returns whether all work is done on the connection of the caller, who may use it for other things at the same time. */
    public boolean isOnCallersConnection() {
        return callers != null;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Maps the current row of a result to a value. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Finds the cause of a failed statement, after its changes have been rolled back. */
    @FunctionalInterface
    public interface Diagnosis {
        /** Returns the exception to throw, or null to translate the failure as usual. */
        @Nullable
        RuntimeException of(Connection connection, SQLException e) throws SQLException;
    }

    /**
     * Reads, without a transaction around several statements, and repeats the read after a transient failure: see {@link Retry}.
     *
     * @param action what the work does, to end the sentence "the database could not …"
     */
    public <T> T read(String action, Work<T> work) {
        if (callers != null) {
            return with(
                    action,
                    connection -> connection.getAutoCommit()
                            ? work.on(connection)
                            : insideCallers(connection, work, (same, e) -> null));
        }
        try {
            return Retry.STANDARD.run(() -> readOnce(work));
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
    }

    private <T> T readOnce(Work<T> work) throws SQLException {
        try (Connection connection = Objects.requireNonNull(dataSource).getConnection()) {
            T result = work.on(connection);
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return result;
        }
    }

    /** Does work that is a single statement, with the minimum of round trips. */
    public <T> T statement(String action, Work<T> work, Diagnosis diagnosis) {
        return with(
                action,
                connection -> connection.getAutoCommit()
                        ? diagnosed(connection, work, diagnosis)
                        : transaction(connection, work, diagnosis));
    }

    /** Does work in a transaction: all of it is committed, or nothing. */
    public <T> T inTransaction(String action, Work<T> work) {
        return inTransaction(action, work, (connection, e) -> null);
    }

    /** Does work in a transaction: all of it is committed, or nothing. */
    public <T> T inTransaction(String action, Work<T> work, Diagnosis diagnosis) {
        return with(action, connection -> transaction(connection, work, diagnosis));
    }

    /** Returns work that restores the settings of its transaction, if the transaction continues after it. */
    public <T> Work<T> keeping(TransactionSettings settings, Work<T> work) {
        return callers == null ? work : connection -> settings.kept(connection, work);
    }

    /** Sets a savepoint before a statement that may fail; null in auto-commit mode, where each statement is a transaction. */
    public static @Nullable Savepoint savepoint(Connection connection) throws SQLException {
        return connection.getAutoCommit() ? null : connection.setSavepoint();
    }

    /** Opens a transaction to stream rows from; the caller of this method ends it. */
    ReadOnlyTransaction reading() throws SQLException {
        return callers == null
                ? new ReadOnlyTransaction(
                        Objects.requireNonNull(dataSource).getConnection(), LeakWatch.warning(leakTimeout))
                : new ReadOnlyTransaction(callers, null);
    }

    private <T> T with(String action, Work<T> work) {
        try {
            if (callers != null) {
                return work.on(callers);
            }
            try (Connection connection = Objects.requireNonNull(dataSource).getConnection()) {
                return work.on(connection);
            }
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
    }

    private <T> T transaction(Connection connection, Work<T> work, Diagnosis diagnosis) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (callers != null && !autoCommit) {
            return insideCallers(connection, work, diagnosis);
        }
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollBack(connection, e);
            try {
                throw explained(connection, diagnosis, e);
            } finally {
                rollBack(connection, e);
            }
        } catch (RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        } finally {
            if (autoCommit && !connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** Works in the caller's transaction, which stays usable if the work fails. */
    private static <T> T insideCallers(Connection connection, Work<T> work, Diagnosis diagnosis) throws SQLException {
        Savepoint before = connection.setSavepoint();
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException e) {
            connection.rollback(before);
            throw explained(connection, diagnosis, e);
        } catch (RuntimeException | Error e) {
            connection.rollback(before);
            throw e;
        }
        connection.releaseSavepoint(before);
        return result;
    }

    private static <T> T diagnosed(Connection connection, Work<T> work, Diagnosis diagnosis) throws SQLException {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw explained(connection, diagnosis, e);
        }
    }

    private static SQLException explained(Connection connection, Diagnosis diagnosis, SQLException e)
            throws SQLException {
        RuntimeException reason = diagnosis.of(connection, e);
        if (reason == null) {
            return e;
        }
        throw reason;
    }

    /** Runs a query, and returns its mapped rows, in their order. */
    public static <T> List<T> query(Connection connection, Sql sql, RowMapper<T> mapper) throws SQLException {
        try (NamedStatement statement = sql.prepare(connection)) {
            return statement.bind().query(mapper);
        }
    }

    /**
     * Runs a query that locks rows, and another one whose snapshot is taken once they are locked, in one round trip; returns the
     * mapped rows of the second one. Two statements, because one that locks rows in a {@code WITH} query and joins them to
     * change them may miss rows that another transaction has changed since the statement began: the server rechecks such a row, and
     * that ends the scan of the {@code WITH} query early.
     */
    public static <T> List<T> queryLocked(Connection connection, Sql lock, Sql query, RowMapper<T> mapper)
            throws SQLException {
        return queryLast(connection, Sql.joined(";\n", List.of(lock, query)), mapper);
    }

    /** Runs several queries, separated by semicolons, in one round trip, and returns the mapped rows of the last one. */
    public static <T> List<T> queryLast(Connection connection, Sql queries, RowMapper<T> mapper) throws SQLException {
        try (NamedStatement statement = queries.prepare(connection)) {
            return statement.bind().queryLast(mapper);
        }
    }

    /** Runs an update, and returns the number of rows that it changed. */
    public static int update(Connection connection, Sql sql) throws SQLException {
        try (NamedStatement statement = sql.prepare(connection)) {
            return statement.bind().update();
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
