package io.loist.db.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One PostgreSQL server for all tests of a JVM, gone when the JVM ends: embedded binaries, or a container if the system
 * property {@code loist.test.containers} is true. Its version is the Maven property {@code postgres.version}.
 */
public final class TestServer {

    public static final String SUPERUSER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String address;

    private TestServer(String address) {
        this.address = address;
    }

    public static TestServer running() {
        return Holder.SERVER;
    }

    /** Creates a database as a copy of another one, and returns its address. */
    public synchronized String newDatabase(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(url(SUPERUSER), "CREATE DATABASE " + name + " TEMPLATE " + template);
        return url(name);
    }

    /** Creates an empty database and returns its address. */
    public String newDatabase() {
        return newDatabase("template0");
    }

    public void drop(String url) {
        execute(url(SUPERUSER), "DROP DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " WITH (FORCE)");
    }

    public String url(String database) {
        return address + database;
    }

    public static PGSimpleDataSource dataSource(String url, String user) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(SUPERUSER);
        return dataSource;
    }

    public static void execute(String url, String... statements) {
        try (Connection connection = dataSource(url, SUPERUSER).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets the statements of tests name loist's tables without their schema; loist itself names it everywhere. */
    private TestServer withSearchPath() {
        execute(url(SUPERUSER), "ALTER ROLE " + SUPERUSER + " SET search_path = public, loist");
        return this;
    }

    private static TestServer start() {
        return Boolean.getBoolean("loist.test.containers") ? startContainer() : startEmbedded();
    }

    private static TestServer startEmbedded() {
        try {
            @SuppressWarnings("resource") // closes itself when the JVM ends
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start();
            return new TestServer("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/").withSearchPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestServer startContainer() {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "loist.test.containers asks for Docker; there is none");
        String version = System.getProperty("postgres.version", "18");
        @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends
        PostgreSQLContainer server = new PostgreSQLContainer("postgres:" + version.split("\\.", 2)[0])
                .withUsername(SUPERUSER)
                .withPassword(SUPERUSER)
                .withDatabaseName(SUPERUSER);
        server.start();
        return new TestServer("jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(5432) + "/")
                .withSearchPath();
    }

    private static final class Holder {
        private static final TestServer SERVER = start();
    }
}
