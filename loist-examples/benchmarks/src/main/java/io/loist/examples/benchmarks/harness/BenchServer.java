package io.loist.examples.benchmarks.harness;

import io.loist.db.LoistDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL server of one benchmark, with the memory that a server of this size is given; it is removed when it is closed. */
public final class BenchServer implements AutoCloseable {

    private static final String USER = "postgres";

    private static final Map<String, String> COMMON = Map.of(
            "listen_addresses", "127.0.0.1",
            "shared_buffers", "512MB",
            "max_wal_size", "8GB");

    /** Autovacuum would start at another moment in each run. */
    private static final Map<String, String> FOR_WRITES = Map.of("autovacuum", "off");

    /** Keeps what it has committed, as a server in production does; the embedded server's default is not to. */
    private static final Map<String, String> DURABLE =
            Map.of("autovacuum", "off", "fsync", "on", "synchronous_commit", "on");

    private static final Map<String, String> FOR_READS = Map.of("synchronous_commit", "off");

    private final EmbeddedPostgres server;

    private BenchServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server to write to, which may lose what it has committed. */
    public static BenchServer start(BenchReport report) throws IOException, SQLException {
        return start(FOR_WRITES, report);
    }

    /** Starts a server to write to, which keeps what it has committed. */
    public static BenchServer startDurable(BenchReport report) throws IOException, SQLException {
        return start(DURABLE, report);
    }

    /** Starts a server to load once and read from. */
    public static BenchServer startForReads(BenchReport report) throws IOException, SQLException {
        return start(FOR_READS, report);
    }

    private static BenchServer start(Map<String, String> settings, BenchReport report)
            throws IOException, SQLException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF-8")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        COMMON.forEach(builder::setServerConfig);
        settings.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        BenchServer started = new BenchServer(server);
        started.execute("ALTER ROLE " + USER + " SET search_path = public, loist");
        try (Connection connection = started.connect()) {
            report.put("env.postgres", connection.getMetaData().getDatabaseProductVersion());
        }
        return started;
    }

    /** Returns the address of its database, for a pool; user and password are in it. */
    public String url() {
        return url(USER) + "?user=" + USER + "&password=" + USER;
    }

    /** Returns a new connection, not of any pool. */
    public Connection connect() throws SQLException {
        return connect(USER);
    }

    /** Returns a new connection to another database. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, USER);
    }

    /** Returns loist with its own pool and default settings, migrated. */
    public LoistDatabase migrated() {
        return migrated(USER);
    }

    /** Returns loist on another database, which exists already. */
    public LoistDatabase migrated(String name) {
        LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl(url(name))
                .user(USER)
                .password(USER)
                .build();
        database.migrate();
        return database;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** Executes statements on a connection of its own. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, statements);
        }
    }

    /** Executes statements. */
    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the number that a query gives. */
    public long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
