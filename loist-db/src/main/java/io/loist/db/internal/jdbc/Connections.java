package io.loist.db.internal.jdbc;

import io.loist.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Opens and closes connections, and knows whether a transaction of the host is open on one. */
public interface Connections {

    Connection acquire() throws SQLException;

    void release(Connection connection) throws SQLException;

    /** Returns whether the host has begun a transaction on this connection, and will end it. Asked only with auto-commit off. */
    boolean inTransaction(Connection connection) throws SQLException;

    /** Returns what limits the time of each transaction that loist begins; null if the sessions limit it. */
    default @Nullable Sql limits() {
        return null;
    }

    /** Returns connections of loist's own pool, which a pooler may lend to others between two transactions. */
    static Connections limited(DataSource dataSource, @Nullable Sql limits) {
        return new OfDataSource(dataSource) {
            @Override
            public boolean inTransaction(Connection connection) {
                throw new IllegalStateException("loist's own connections have auto-commit on");
            }

            @Override
            public @Nullable Sql limits() {
                return limits;
            }
        };
    }

    /** Returns connections on which no transaction is open: with auto-commit on, others are refused. */
    static Connections of(DataSource dataSource) {
        return new OfDataSource(dataSource) {
            @Override
            public boolean inTransaction(Connection connection) {
                throw new DatabaseException(
                        "DATABASE_AUTO_COMMIT_OFF",
                        false,
                        "The DataSource gave a connection with auto-commit off, so loist cannot know whether a transaction of"
                                + " the application is open on it, and did nothing. If the connection takes part in transactions"
                                + " of the application, such as Spring's, build the LoistDatabase with connections(…) and a"
                                + " ConnectionProvider that says when one is open; if the pool merely turns auto-commit off,"
                                + " use connections(ConnectionProvider.ofManualCommit(dataSource))",
                        null,
                        null);
            }
        };
    }

    /** Returns connections with auto-commit off on which no transaction is open. */
    static Connections ofManualCommit(DataSource dataSource) {
        return new OfDataSource(dataSource) {
            @Override
            public boolean inTransaction(Connection connection) throws SQLException {
                if (connection.isWrapperFor(BaseConnection.class)
                        && connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE) {
                    throw new DatabaseException(
                            "DATABASE_TRANSACTION_OPEN",
                            false,
                            "The DataSource gave a connection on which a transaction is open, though"
                                    + " ConnectionProvider.ofManualCommit says that none is, so loist did nothing; build the"
                                    + " LoistDatabase with connections(…) and a ConnectionProvider that says when one is open",
                            null,
                            null);
                }
                return false;
            }
        };
    }

    /** The connections of a {@code DataSource}. */
    abstract class OfDataSource implements Connections {

        private final DataSource dataSource;

        OfDataSource(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public final Connection acquire() throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public final void release(Connection connection) throws SQLException {
            connection.close();
        }
    }

    /** The caller's own connection, which the caller closes. */
    record Lent(Connection connection) implements Connections {

        @Override
        public Connection acquire() {
            return connection;
        }

        @Override
        public void release(Connection lent) {
            // Stays with the caller
        }

        @Override
        public boolean inTransaction(Connection lent) {
            return true;
        }
    }
}
