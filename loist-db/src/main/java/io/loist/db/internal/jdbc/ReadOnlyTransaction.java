package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection in a transaction that only reads, the host's if one is open; closing it restores the state of the connection. */
final class ReadOnlyTransaction implements AutoCloseable {

    private final Connections connections;
    private final Connection connection;
    private final @Nullable LeakWatch watch;
    private boolean began;
    private boolean hosts = true;

    private ReadOnlyTransaction(Connections connections, Connection connection, @Nullable LeakWatch watch) {
        this.connections = connections;
        this.connection = connection;
        this.watch = watch;
    }

    /**
     * Begins the transaction.
     *
     * @param watch ends when the connection is released; null for none
     */
    static ReadOnlyTransaction begin(Connections connections, @Nullable LeakWatch watch) throws SQLException {
        return begin(connections, connections.acquire(), watch);
    }

    /** Begins the transaction on a connection that was acquired, and releases it if that fails. */
    static ReadOnlyTransaction begin(Connections connections, Connection acquired, @Nullable LeakWatch watch)
            throws SQLException {
        ReadOnlyTransaction reading = new ReadOnlyTransaction(connections, acquired, watch);
        try {
            reading.begin();
            return reading;
        } catch (SQLException | RuntimeException | Error e) {
            try (reading) {
                throw e;
            }
        }
    }

    private void begin() throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
            began = true;
            hosts = false;
            Jdbc.limit(connections, connection);
        } else {
            hosts = connections.inTransaction(connection);
        }
    }

    /** Returns whether the host has begun it, and it continues after this. */
    boolean isHosts() {
        return hosts;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            if (!hosts) {
                connection.rollback();
            }
            if (began) {
                connection.setAutoCommit(true);
            }
        } finally {
            if (watch != null) {
                watch.end();
            }
            connections.release(connection);
        }
    }
}
