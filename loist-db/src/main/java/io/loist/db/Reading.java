package io.loist.db;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection in a transaction that only reads; closing it leaves the connection as it was. */
final class Reading implements AutoCloseable {

    private final Connection connection;
    private final boolean own;
    private final boolean began;

    /**
     * Begins to read.
     *
     * @param own whether the connection is loist's to close
     */
    Reading(Connection connection, boolean own) throws SQLException {
        this.connection = connection;
        this.own = own;
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
            if (began || own) {
                connection.rollback();
            }
            if (began) {
                connection.setAutoCommit(true);
            }
        } finally {
            if (own) {
                connection.close();
            }
        }
    }
}
