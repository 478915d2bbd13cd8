package io.loist.db.testing;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Lends the same connection again and again, as it is, and does not let borrowers close it. */
public final class OneConnection extends LentConnections {

    private final Connection connection;

    public OneConnection(Connection connection) {
        this.connection = connection;
    }

    public int serverProcess() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    @Override
    public Connection getConnection() {
        return connection(
                (method, arguments) -> method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }
}
