package io.loist.db.testing;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A server of a test's own, which can be stopped and started again with what it holds. */
public final class RestartableServer implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    public RestartableServer(Path folder) throws IOException {
        assumeFalse(Boolean.getBoolean("loist.test.containers"), "a container cannot be restarted at its address");
        this.port = HostServer.freePort();
        this.data = folder.resolve("data");
        this.server = start(data, port);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + TestServer.SUPERUSER;
    }

    public void stop() throws IOException {
        server.close();
    }

    public void startAgain() throws IOException {
        server = start(data, port);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }
}
