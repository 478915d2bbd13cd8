package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in transactions of its own, or inside the one that the host has begun on a connection; releases connections in the state
 * they had, and translates exceptions.
 */
public final class Jdbc {

    private static final Logger LOG = LoggerFactory.getLogger(Jdbc.class);

    private static final Duration DEFAULT_LEAK_TIMEOUT = Duration.ofMinutes(5);

    private static final Diagnosis NONE = (connection, e) -> null;

    private final Connections connections;
    private final Duration leakTimeout;
    private final @Nullable ReplicaReads replica;

    private Jdbc(Connections connections, Duration leakTimeout, @Nullable ReplicaReads replica) {
        this.connections = connections;
        this.leakTimeout = leakTimeout;
        this.replica = replica;
    }

    /**
     * Works with these connections.
     *
     * @param leakTimeout how long a stream may stay open before a warning is logged
     */
    public Jdbc(Connections connections, Duration leakTimeout) {
        this(connections, leakTimeout, null);
    }

    public Jdbc(Connections connections) {
        this(connections, DEFAULT_LEAK_TIMEOUT);
    }

    public Jdbc(DataSource dataSource) {
        this(Connections.of(dataSource));
    }

    public static Jdbc within(Connection connection) {
        return new Jdbc(new Connections.Lent(connection));
    }

    /** Returns the same, with reads on a replica. */
    public Jdbc readingFrom(Replica reads) {
        return new Jdbc(connections, leakTimeout, new ReplicaReads(reads, null, Duration.ZERO));
    }

    /**
     * Returns the same, with reads on a replica once it has replayed this position, or else on the primary.
     *
     * @param wait how long to wait for it
     */
    public Jdbc readingFrom(Replica reads, String position, Duration wait) {
        return new Jdbc(connections, leakTimeout, new ReplicaReads(reads, position, wait));
    }

    /** Returns whether what this reads may be older than what this writes. */
    public boolean isReadingFromReplica() {
        return replica != null;
    }

    /** Returns whether all work is done on the connection of the caller, who may use it for other things at the same time. */
    public boolean isOnCallersConnection() {
        return connections instanceof Connections.Lent;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;

        /** Does the work on a connection of the host, whose transaction, if one is open, continues after it. */
        default T onHosts(Connection connection) throws SQLException {
            return on(connection);
        }

        /** Returns this work, but another one on a connection of the host. */
        default Work<T> orOnHosts(Work<T> other) {
            Work<T> own = this;
            return new Work<>() {
                @Override
                public T on(Connection connection) throws SQLException {
                    return own.on(connection);
                }

                @Override
                public T onHosts(Connection connection) throws SQLException {
                    return other.onHosts(connection);
                }
            };
        }
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
     * Reads, without a transaction around several statements, and repeats the read after a transient failure, see {@link Retry};
     * in a transaction of the host it does not, because that has failed as a whole.
     *
     * @param action what the work does, to end the sentence "the database could not …"
     */
    public <T> T read(String action, Work<T> work) {
        if (isOnCallersConnection()) {
            return with(
                    action,
                    connection -> connection.getAutoCommit()
                            ? work.onHosts(connection)
                            : insideHosts(connection, work, NONE));
        }
        try {
            if (replica != null) {
                Optional<T> answer = replica.read(
                        (source, attempt) -> new Jdbc(source, leakTimeout).readOnce(action, attempt), work);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            return Retry.STANDARD.run(() -> readOnce(action, work));
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
    }

    private <T> T readOnce(String action, Work<T> work) throws SQLException {
        return on(connection -> readOnce(action, connection, work));
    }

    private <T> T readOnce(String action, Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            return work.on(connection);
        }
        if (connections.inTransaction(connection)) {
            try {
                return insideHosts(connection, work, NONE);
            } catch (SQLException e) {
                throw SqlErrors.translate(action, e);
            }
        }
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
        connection.rollback();
        return result;
    }

    /** Does work that is a single statement, with the minimum of round trips. */
    public <T> T statement(String action, Work<T> work, Diagnosis diagnosis) {
        return with(
                action,
                connection -> connection.getAutoCommit() && connections.limits() == null
                        ? diagnosed(connection, work, diagnosis)
                        : transaction(connection, work, diagnosis));
    }

    /** Does work in a transaction: all of it is committed, or nothing. */
    public <T> T inTransaction(String action, Work<T> work) {
        return inTransaction(action, work, NONE);
    }

    /** Does work in a transaction: all of it is committed, or nothing. */
    public <T> T inTransaction(String action, Work<T> work, Diagnosis diagnosis) {
        return with(action, connection -> transaction(connection, work, diagnosis));
    }

    /** Returns work that restores the settings of its transaction, if the transaction continues after it. */
    public static <T> Work<T> keeping(TransactionSettings settings, Work<T> work) {
        return work.orOnHosts(connection -> settings.kept(connection, same -> work.onHosts(same)));
    }

    /** Sets a savepoint before a statement that may fail; null in auto-commit mode, where each statement is a transaction. */
    public static @Nullable SqlSavepoint savepoint(Connection connection) throws SQLException {
        return connection.getAutoCommit() ? null : SqlSavepoint.set(connection);
    }

    /** Opens a transaction to stream rows from; the caller of this method ends it. */
    ReadOnlyTransaction reading() throws SQLException {
        if (replica != null) {
            LeakWatch replicas = LeakWatch.warning(leakTimeout);
            Optional<ReadOnlyTransaction> reading = Optional.empty();
            try {
                reading = replica.begin(replicas);
            } finally {
                if (reading.isEmpty()) {
                    replicas.end();
                }
            }
            if (reading.isPresent()) {
                return reading.get();
            }
        }
        LeakWatch watch = isOnCallersConnection() ? null : LeakWatch.warning(leakTimeout);
        return ReadOnlyTransaction.begin(connections, watch);
    }

    private <T> T with(String action, Work<T> work) {
        try {
            return on(work);
        } catch (SQLException e) {
            throw SqlErrors.translate(action, e);
        }
    }

    private <T> T on(Work<T> work) throws SQLException {
        try (Taken taken = new Taken(connections, connections.acquire())) {
            return work.on(taken.connection);
        }
    }

    /** A connection, released when this is closed: by then the work is done or has failed, whatever comes of the connection. */
    private record Taken(Connections connections, Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            try {
                connections.release(connection);
            } catch (SQLException | RuntimeException e) {
                LOG.warn("A connection could not be released; what was done on it is not affected.", e);
            }
        }
    }

    private <T> T transaction(Connection connection, Work<T> work, Diagnosis diagnosis) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit && connections.inTransaction(connection)) {
            return insideHosts(connection, work, diagnosis);
        }
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            limit(connections, connection);
            T result = isOnCallersConnection() ? work.onHosts(connection) : work.on(connection);
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
            if (autoCommit) {
                turnOnAutoCommit(connection);
            }
        }
    }

    /** After the transaction has ended, so that a failure says nothing about it. */
    private static void turnOnAutoCommit(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.warn("Auto-commit of a connection could not be turned on again.", e);
        }
    }

    /** Works in the host's transaction, which stays usable if the work fails. */
    private static <T> T insideHosts(Connection connection, Work<T> work, Diagnosis diagnosis) throws SQLException {
        SqlSavepoint before = SqlSavepoint.set(connection);
        T result;
        try {
            result = work.onHosts(connection);
        } catch (SQLException e) {
            rollBack(connection, before, e);
            try {
                throw explained(connection, diagnosis, e);
            } finally {
                leave(before, e);
            }
        } catch (RuntimeException | Error e) {
            leave(before, e);
            throw e;
        }
        before.release();
        return result;
    }

    /** Rolls back to a savepoint, and releases it: the host's transaction would continue inside it. */
    private static void leave(SqlSavepoint before, Throwable reason) {
        try {
            before.rollBack();
            before.release();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Limits the time of a transaction that has begun, where the session does not. */
    static void limit(Connections connections, Connection connection) throws SQLException {
        Sql limits = connections.limits();
        if (limits != null) {
            query(connection, limits, row -> 0);
        }
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
        rollBack(connection, null, reason);
    }

    private static void rollBack(Connection connection, @Nullable SqlSavepoint before, Throwable reason) {
        try {
            if (before == null) {
                connection.rollback();
            } else {
                before.rollBack();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
