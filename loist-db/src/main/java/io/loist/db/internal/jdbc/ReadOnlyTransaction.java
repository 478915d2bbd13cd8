package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection in a transaction that only reads; closing it leaves the connection as it was. */
final class ReadOnlyTransaction implements AutoCloseable {

    private final Connection connection;
    private final boolean began;
    private final @Nullable LeakWatch watch;

    /**
     * Begins to read.
     *
     * @param watch ends when the connection is given back; null if it is the caller's, who closes it himself
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
