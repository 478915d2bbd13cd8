package io.loist.db;

import io.loist.db.internal.jdbc.Connections;
import java.sql.Connection;
import java.sql.SQLException;

/** The connections of a host's own provider. */
record ProvidedConnections(ConnectionProvider provider) implements Connections {

    @Override
    public Connection acquire() throws SQLException {
        return provider.acquire();
    }

    @Override
    public void release(Connection connection) throws SQLException {
        provider.release(connection);
    }

    @Override
    public boolean inTransaction(Connection connection) throws SQLException {
        return provider.inTransaction(connection);
    }
}
