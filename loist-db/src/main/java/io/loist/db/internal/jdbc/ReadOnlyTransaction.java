package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection in a read-only transaction; closing it restores the state of the connection. */
final class ReadOnlyTransaction implements AutoCloseable {

    private final Connection connection;
    private final boolean began;
    private final @Nullable LeakWatch watch;

    /**
     * Begins the transaction.
     *
     * @param watch ends when the connection is returned; null if the connection belongs to the caller, who closes it
     */
    ReadOnlyTransaction(Connection connection, @Nullable LeakWatch watch) throws SQLException {
        this.connection = connection;
        this.watch = watch;
        this.began = connection.getAutoCommit();
        if (began) {
            connection.setAutoCommit(false);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            if (began || watch != null) {
                connection.rollback();
            }
            if (began) {
                connection.setAutoCommit(true);
            }
        } finally {
            if (watch != null) {
                watch.end();
                connection.close();
            }
        }
    }
}
