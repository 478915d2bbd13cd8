package io.loist.db.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PgBouncer in transaction mode in front of the test server, as Debian installs it, or another one that the system property
 * {@code loist.pgbouncer} names, which then keeps prepared statements apart. A few server connections serve all clients.
 */
public final class PgBouncer implements AutoCloseable {

    private static final String OTHER = "loist.pgbouncer";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final String password;

    private PgBouncer(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** Returns whether the pooler keeps the prepared statements of its clients apart. */
    public static boolean keepsStatements() {
        return System.getProperty(OTHER) != null;
    }

    private static Path program() {
        Stream<Path> places = Stream.concat(
                Stream.of(Path.of("/usr/sbin/pgbouncer")),
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, "pgbouncer")));
        Optional<Path> found = keepsStatements()
                ? Optional.of(Path.of(System.getProperty(OTHER)))
                : places.filter(Files::isExecutable).findFirst();
        assumeTrue(found.isPresent(), "PgBouncer is not installed here");
        return found.orElseThrow();
    }

    /** Starts it, with further lines of its configuration; skips the test if it is not installed. */
    public static PgBouncer start(Path folder, String... settings) throws IOException {
        Path program = program();
        String server = TestServer.running().url("");
        String serverPort = server.replaceAll(".*:(\\d+)/$", "$1");
        String password = UUID.randomUUID().toString();
        int port = HostServer.freePort();
        Path users = Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"" + password + "\"\n");
        List<String> lines = new ArrayList<>(List.of(
                "[databases]",
                "* = host=127.0.0.1 port=" + serverPort + " user=postgres password=postgres",
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = scram-sha-256",
                "auth_file = " + users,
                "pool_mode = transaction",
                "default_pool_size = 4",
                "server_idle_timeout = 600",
                "logfile = " + folder.resolve("pgbouncer.log")));
        lines.addAll(List.of(settings));
        if (keepsStatements()) {
            lines.add("max_prepared_statements = 200");
        }
        Path configuration = Files.write(folder.resolve("pgbouncer.ini"), lines);
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.toString(), configuration.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.out").toFile())
                .start();
        PgBouncer started = new PgBouncer(process, port, password);
        started.awaitListening(folder);
        return started;
    }

    private void awaitListening(Path folder) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        close();
        throw new IOException("PgBouncer does not listen: " + Files.readString(folder.resolve("pgbouncer.out")));
    }

    /** Returns the address of a database of the test server, by way of the pooler; user and password are in it. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database.substring(database.lastIndexOf('/') + 1)
                + "?user=postgres&password=" + password;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
