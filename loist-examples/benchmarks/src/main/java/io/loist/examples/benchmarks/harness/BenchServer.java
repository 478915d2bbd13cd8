package io.loist.examples.benchmarks.harness;

import io.loist.db.LoistDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server for benchmarks, with the embedded server's defaults but for memory and log size; it is gone when they end. */
public final class BenchServer implements AutoCloseable {

    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final String url;

    private BenchServer(EmbeddedPostgres server, String url) {
        this.server = server;
        this.url = url;
    }

    public static BenchServer start(BenchReport report) throws IOException, SQLException {
        return start(EmbeddedPostgres.builder(), report);
    }

    /** Starts a server that keeps what it has committed, as one in production does: the embedded one's own default is not to. */
    public static BenchServer startDurable(BenchReport report) throws IOException, SQLException {
        EmbeddedPostgres.Builder durable =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
        return start(durable, report);
    }

    private static BenchServer start(EmbeddedPostgres.Builder builder, BenchReport report)
            throws IOException, SQLException {
        EmbeddedPostgres server = builder.setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "8GB")
                // Would start at another moment in each run
                .setServerConfig("autovacuum", "off")
                .start();
        BenchServer started = new BenchServer(server, "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + USER);
        try (Connection connection = started.connect()) {
            report.put("env.postgres", connection.getMetaData().getDatabaseProductVersion());
        }
        return started;
    }

    /** Returns a new connection, not of any pool. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, USER, USER);
    }

    /** Returns loist with the pool and the settings that it comes with, migrated. */
    public LoistDatabase migrated() {
        LoistDatabase database =
                LoistDatabase.builder().jdbcUrl(url).user(USER).password(USER).build();
        database.migrate();
        return database;
    }

    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
