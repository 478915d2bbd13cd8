package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** Work whose statements take as long as they need, on the server, in the driver and on the network. */
public final class LongWork {

    private LongWork() {}

    /** Does work in a transaction, for the rest of which the server's time-outs are lifted, but for that of waits for locks. */
    public static <T> T on(Connection connection, Jdbc.Work<T> work) throws SQLException {
        int network = connection.getNetworkTimeout();
        PgConnection driver =
                connection.isWrapperFor(PgConnection.class) ? connection.unwrap(PgConnection.class) : null;
        int query = driver == null ? 0 : queryTimeout(driver);
        connection.setNetworkTimeout(Runnable::run, 0);
        try {
            if (driver != null && query > 0) {
                driver.setQueryTimeout(0);
            }
            Jdbc.query(connection, TransactionSettings.NO_TIMEOUTS, row -> 0);
            return work.on(connection);
        } finally {
            if (!connection.isClosed()) {
                if (driver != null && query > 0) {
                    driver.setQueryTimeout(query);
                }
                connection.setNetworkTimeout(Runnable::run, network);
            }
        }
    }

    /** Returns the time-out of statements without one of their own; the first drivers of 42.7 have none. */
    private static int queryTimeout(PgConnection driver) throws SQLException {
        try {
            return driver.getQueryTimeout();
        } catch (NoSuchMethodError e) {
            return 0;
        }
    }
}
