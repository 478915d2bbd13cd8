package io.loist.examples;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** A real PostgreSQL that runs while the demo does: its binaries come from Maven Central, its data lie in a folder. */
final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server on a free port of the loopback interface.
     *
     * @param folder where its programs and data lie; data that are there already are used again
     * @throws IllegalStateException if it does not start
     */
    static EmbeddedDatabase start(Path folder) {
        try {
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("encoding", "UTF-8")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The database in " + folder + " does not start (" + e.getMessage()
                            + "). Is another demo using this folder, or the disk full? Otherwise try another with --keep DIR.",
                    e);
        }
    }

    String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The database did not stop: " + e.getMessage(), e);
        }
    }
}
