package io.loist.examples.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A real PostgreSQL server: its binaries come from Maven Central, its data is in a folder. */
public final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server on a free port of the loopback interface.
     *
     * @param folder where its programs and data are; existing data is reused
     * @throws IllegalStateException if it does not start
     */
    public static EmbeddedDatabase start(Path folder) {
        Path data = folder.resolve("data");
        try {
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("encoding", "UTF-8")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException | RuntimeException e) {
            stopHalfStarted(data.resolve("postmaster.pid"));
            throw new IllegalStateException(
                    "The database in " + folder + " does not start (" + e.getMessage()
                            + "). Is another demo using this folder, or the disk full? Otherwise try another with --keep DIR.",
                    e);
        }
    }

    /** Stops a server that this process started and that did not become ready; a server of another process keeps running. */
    private static void stopHalfStarted(Path pidFile) {
        try (Stream<String> lines = Files.lines(pidFile)) {
            long pid = lines.findFirst().map(Long::parseLong).orElse(-1L);
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.pid() == pid)
                    .forEach(ProcessHandle::destroy);
        } catch (IOException | NumberFormatException e) {
            // there is no such file: no server has written one
        }
    }

    public String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    public int port() {
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
