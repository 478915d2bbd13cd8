package io.loist.db.internal.connect;

import io.loist.db.internal.jdbc.Connections;
import io.loist.db.internal.jdbc.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Finds out, with the first connection, whether a pooler that was not named hands prepared statements to a server connection that
 * does not have them, or has others of the same name: then one program is answered what another one asked, mostly without an error.
 */
final class PoolerCheck implements Connections {

    /** A pooler gives its client another process number than the server has. */
    private static final String PROCESS = "SELECT pg_backend_pid()";

    /** Returns its own name: another one than the driver gave it, if the pooler keeps the statements of its clients apart. */
    private static final String OWN_NAME =
            "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%loist asks for its own name%'";

    private static final String NAME_OF_DRIVER = "S_\\d+";

    private final Connections connections;
    private volatile boolean checked;

    PoolerCheck(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Connection acquire() throws SQLException {
        Connection connection = connections.acquire();
        if (!checked) {
            try {
                check(connection);
            } catch (SQLException | RuntimeException e) {
                connections.release(connection);
                throw e;
            }
        }
        return connection;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        connections.release(connection);
    }

    @Override
    public boolean inTransaction(Connection connection) throws SQLException {
        return connections.inTransaction(connection);
    }

    @Override
    public @Nullable Sql limits() {
        return connections.limits();
    }

    /** Waits for a connection on which no transaction of the host can be open. */
    private void check(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            return;
        }
        if (connection.isWrapperFor(PGConnection.class)) {
            PGConnection driver = connection.unwrap(PGConnection.class);
            if (driver.getPrepareThreshold() > 0 && driver.getBackendPID() != process(connection)) {
                requireOtherName(connection, driver);
            }
        }
        checked = true;
    }

    private static int process(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PROCESS)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void requireOtherName(Connection connection, PGConnection driver) throws SQLException {
        int threshold = driver.getPrepareThreshold();
        driver.setPrepareThreshold(0);
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(OWN_NAME)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            try (ResultSet row = statement.executeQuery()) {
                String name = row.next() ? row.getString(1) : "";
                if (name.matches(NAME_OF_DRIVER)) {
                    deallocate(connection, name);
                    throw new SQLException("a pooler passes prepared statements on under their own names", "26000");
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            driver.setPrepareThreshold(threshold);
        }
    }

    /** The next client of this server connection must not meet it. */
    private static void deallocate(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DEALLOCATE \"" + name + '"');
        }
    }
}
