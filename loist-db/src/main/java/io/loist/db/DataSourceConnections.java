package io.loist.db;

import io.loist.db.internal.jdbc.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The connections of a {@code DataSource}, which loist's own provider remembers for reports on its pool. */
record DataSourceConnections(DataSource dataSource, Connections connections) implements ConnectionProvider {

    @Override
    public Connection acquire() throws SQLException {
        return connections.acquire();
    }

    @Override
    public void release(Connection connection) throws SQLException {
        connections.release(connection);
    }

    @Override
    public boolean inTransaction(Connection connection) throws SQLException {
        return connections.inTransaction(connection);
    }
}
