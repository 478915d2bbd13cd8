package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** A savepoint of a transaction, set by SQL: pools under JTA refuse {@link Connection#rollback(java.sql.Savepoint)}. */
public final class SqlSavepoint {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final Connection connection;
    private final String name = "loist_" + NUMBER.incrementAndGet();

    private SqlSavepoint(Connection connection) {
        this.connection = connection;
    }

    /** Sets a savepoint in the transaction of a connection, whose auto-commit is off. */
    public static SqlSavepoint set(Connection connection) throws SQLException {
        SqlSavepoint savepoint = new SqlSavepoint(connection);
        savepoint.execute("SAVEPOINT ");
        return savepoint;
    }

    /** Undoes what the transaction did since; the savepoint stays. */
    public void rollBack() throws SQLException {
        execute("ROLLBACK TO SAVEPOINT ");
    }

    /** Removes the savepoint, and keeps what the transaction did since. */
    public void release() throws SQLException {
        execute("RELEASE SAVEPOINT ");
    }

    private void execute(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command + name);
        }
    }
}
