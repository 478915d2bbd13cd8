package io.loist.examples.endtoend.ingest;

import io.loist.db.LoistDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A migrated database of its own for a test, in the one PostgreSQL server of this JVM. */
public final class TestDatabase implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** Creates a database; the first call of a JVM starts the server. */
    public static TestDatabase create() {
        return create(TEMPLATE);
    }

    /** Creates a database without any table. */
    public static TestDatabase createEmpty() {
        return create("template0");
    }

    private static TestDatabase create(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(Server.RUNNING.getPostgresDatabase(), "CREATE DATABASE " + name + " TEMPLATE " + template);
        return new TestDatabase(name);
    }

    public String jdbcUrl() {
        return Server.RUNNING.getJdbcUrl(SUPERUSER, name);
    }

    public DataSource dataSource() {
        return Server.RUNNING.getDatabase(SUPERUSER, name);
    }

    /** Makes it later: every lease that a process held has ended. For tests in which those processes are dead or idle. */
    public static void endLeases(DataSource database) {
        execute(
                database,
                "UPDATE loist.object_outbox SET due_at = now() WHERE due_at > now();"
                        + "UPDATE loist.track_queue SET due_at = now() WHERE due_at > now() AND worker IS NOT NULL");
    }

    @Override
    public void close() {
        execute(Server.RUNNING.getPostgresDatabase(), "DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                @SuppressWarnings("resource") // closes itself when the JVM ends
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setLocaleConfig("encoding", "UTF-8")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                prepareTemplate(server);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void prepareTemplate(EmbeddedPostgres server) {
            execute(server.getPostgresDatabase(), "CREATE DATABASE " + TEMPLATE + " TEMPLATE template0");
            try (LoistDatabase database = LoistDatabase.create(server.getDatabase(SUPERUSER, TEMPLATE))) {
                database.migrate();
            }
        }
    }
}
