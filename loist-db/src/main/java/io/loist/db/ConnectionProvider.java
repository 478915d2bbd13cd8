package io.loist.db;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Gives loist its connections, and says which of them are in a transaction of the application: on such a connection loist does its
 * work inside that transaction, which the application commits or rolls back, and never retries. On all others loist begins and ends
 * transactions of its own.
 *
 * <p>An implementation is needed where connections take part in transactions that a framework manages. For Spring:
 *
 * <pre>{@code
 * record SpringConnections(DataSource dataSource) implements ConnectionProvider {
 *     public Connection acquire() { return DataSourceUtils.getConnection(dataSource); }
 *     public void release(Connection connection) { DataSourceUtils.releaseConnection(connection, dataSource); }
 *     public boolean inTransaction(Connection connection) {
 *         return DataSourceUtils.isConnectionTransactional(connection, dataSource);
 *     }
 * }
 * }</pre>
 *
 * <p>Must be safe for use by several threads. loist releases a connection in the state in which it acquired it, also after an
 * exception, and in the thread that acquired it; only a stream of rows is released in the thread that closes it.
 */
public interface ConnectionProvider {

    /** Returns a connection, for use by the calling thread until it is released. */
    Connection acquire() throws SQLException;

    /** Takes back a connection: closes it, or leaves it open for the transaction that it belongs to. */
    void release(Connection connection) throws SQLException;

    /**
     * Returns whether a transaction of the application is open on a connection that was just acquired, which the application will
     * end. loist asks only if auto-commit is off, because otherwise there is none.
     */
    boolean inTransaction(Connection connection) throws SQLException;

    /**
     * Returns the connections of a {@code DataSource} that takes no part in transactions of the application. A connection that
     * arrives with auto-commit off is refused, with a {@link DatabaseException} with the code {@code DATABASE_AUTO_COMMIT_OFF}.
     */
    static ConnectionProvider of(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        return new DataSourceConnections(dataSource, Connections.of(dataSource));
    }

    /**
     * Returns the connections of a {@code DataSource} that turns auto-commit off and begins no transaction, such as a pool that is
     * configured so. A connection on which a transaction is open is refused, with a {@link DatabaseException} with the code
     * {@code DATABASE_TRANSACTION_OPEN}.
     */
    static ConnectionProvider ofManualCommit(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        return new DataSourceConnections(dataSource, Connections.ofManualCommit(dataSource));
    }
}
