package io.loist.db.testing;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Lends connections whose server process dies just before they commit. */
public final class KilledBeforeCommit extends LentConnections {

    private final String url;

    public KilledBeforeCommit(String url) {
        this.url = url;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = TestServer.dataSource(url, TestServer.SUPERUSER).getConnection();
        int process = connection.unwrap(PGConnection.class).getBackendPID();
        return connection((method, arguments) -> {
            if (method.getName().equals("commit")) {
                TestServer.execute(url, "SELECT pg_terminate_backend(" + process + ")");
            }
            return method.invoke(connection, arguments);
        });
    }
}
