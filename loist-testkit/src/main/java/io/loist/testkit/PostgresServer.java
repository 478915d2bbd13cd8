package io.loist.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL server that ends with the JVM: embedded binaries, or a container. Safe for use by many threads. */
final class PostgresServer {

    static final String USER = "postgres";

    /** The image that stands for the embedded server. */
    static final String EMBEDDED = "";

    private static final Map<String, PostgresServer> RUNNING = new ConcurrentHashMap<>();

    private final String address;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(String address) {
        this.address = address;
    }

    /** Returns the server of an image, which is started if it does not run; without Docker, the test that asks is skipped. */
    static PostgresServer running(String image) {
        return RUNNING.computeIfAbsent(image, name -> name.equals(EMBEDDED) ? embedded() : InContainer.start(name));
    }

    /** Creates an empty database and returns its URL, with user and password. */
    String newDatabase() {
        String name = "loist_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        return url(name);
    }

    void drop(String url) {
        String name = url.substring(address.length(), url.indexOf('?'));
        execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private String url(String database) {
        return address + database + "?user=" + USER + "&password=" + USER;
    }

    private void execute(String sql) {
        PGSimpleDataSource administration = new PGSimpleDataSource();
        administration.setUrl(url(USER));
        try (Connection connection = administration.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server cannot do this: " + sql, e);
        }
    }

    private static PostgresServer embedded() {
        try {
            @SuppressWarnings("resource") // closes itself when the JVM ends
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start();
            return new PostgresServer("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Apart from the embedded server, so that a host without Testcontainers never loads its classes. */
    private static final class InContainer {

        private InContainer() {}

        private static PostgresServer start(String image) {
            Assumptions.assumeTrue(
                    DockerClientFactory.instance().isDockerAvailable(),
                    () -> "The container " + image + " needs Docker, and there is none.");
            @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends
            PostgreSQLContainer server = new PostgreSQLContainer(image)
                    .withUsername(USER)
                    .withPassword(USER)
                    .withDatabaseName(USER);
            server.start();
            return new PostgresServer("jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(5432) + "/");
        }
    }
}
