package io.loist.db.testing;

import io.loist.db.ConnectionProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions bound to a thread, as a framework manages them, and the two ways in which it shares them: a {@code DataSource} that
 * gives the connection of the open transaction, and a provider that says so.
 */
public final class HostTransactions extends LentConnections implements ConnectionProvider {

    private static final ThreadLocal<@Nullable Connection> OPEN = new ThreadLocal<>();

    private final DataSource dataSource;

    public HostTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Begins a transaction of this thread. */
    public Connection begin() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        OPEN.set(connection);
        return connection;
    }

    public void commit() throws SQLException {
        end(Connection::commit);
    }

    public void rollback() throws SQLException {
        end(Connection::rollback);
    }

    private void end(End how) throws SQLException {
        try (Connection connection = Objects.requireNonNull(OPEN.get())) {
            OPEN.remove();
            how.of(connection);
            connection.setAutoCommit(true);
        }
    }

    @FunctionalInterface
    private interface End {
        void of(Connection connection) throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection current = OPEN.get();
        return current == null
                ? dataSource.getConnection()
                : connection((method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(current, arguments));
    }

    @Override
    public Connection acquire() throws SQLException {
        Connection current = OPEN.get();
        return current == null ? dataSource.getConnection() : current;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        if (connection != OPEN.get()) {
            connection.close();
        }
    }

    @Override
    public boolean inTransaction(Connection connection) {
        return connection == OPEN.get();
    }
}
