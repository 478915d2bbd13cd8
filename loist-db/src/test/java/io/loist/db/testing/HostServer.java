package io.loist.db.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A new, empty server of the PostgreSQL that is installed on this machine, with the programs that belong to it. */
public final class HostServer implements AutoCloseable {

    private static final List<String> NEEDED = List.of("initdb", "pg_ctl", "pg_dump", "pg_restore", "pg_basebackup");

    private final Path programs;
    private final Path folder;
    private final int port;
    private boolean crashed;

    private HostServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Returns the folder of the installed programs; skips the test if there is none that has all of them. */
    public static Path programs() {
        Optional<Path> found = found();
        assumeTrue(found.isPresent(), "no PostgreSQL with all of " + NEEDED + " is installed here");
        return found.orElseThrow();
    }

    private static Optional<Path> found() {
        Stream<Path> onPath =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)).map(Path::of);
        return Stream.concat(debian().stream(), onPath)
                .filter(folder -> NEEDED.stream().allMatch(name -> Files.isExecutable(folder.resolve(name))))
                .findFirst();
    }

    /** Makes a server and starts it, with settings such as {@code ssl=on}. */
    public static HostServer start(Path programs, Path folder, String... settings) throws IOException {
        HostServer server = new HostServer(programs, Files.createDirectories(folder), freePort());
        server.run(
                "initdb", "-D", server.data(), "-U", TestServer.SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-locale");
        server.start(settings);
        return server;
    }

    /** Makes a replica and starts it. */
    public HostServer startReplica(Path replicaFolder) throws IOException {
        HostServer replica = new HostServer(programs, Files.createDirectories(replicaFolder), freePort());
        run(
                "pg_basebackup",
                "--pgdata=" + replica.data(),
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--dbname=" + uri("") + "?user=" + TestServer.SUPERUSER);
        replica.start();
        return replica;
    }

    /** Ends the server as a crash would: without a checkpoint, and its connections without a word. */
    public void crash() throws IOException {
        crashed = true;
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    /** Makes a replica the primary. */
    public void promote() throws IOException {
        run("pg_ctl", "-D", data(), "-w", "promote");
    }

    private void start(String... settings) throws IOException {
        StringBuilder options = new StringBuilder("-p " + port + " -c listen_addresses=127.0.0.1");
        options.append(" -c unix_socket_directories=''");
        for (String setting : settings) {
            options.append(" -c ").append(setting);
        }
        run("pg_ctl", "-D", data(), "-w", "-o", options.toString(), "start");
    }

    /** Lets a user in by password only. */
    public void requirePassword(String user) throws IOException {
        require("host all " + user + " 127.0.0.1/32 scram-sha-256");
    }

    /** Lets users in by this rule of {@code pg_hba.conf}, before all others. */
    public void require(String rule) throws IOException {
        Path rules = Path.of(data(), "pg_hba.conf");
        Files.writeString(rules, rule + "\n" + Files.readString(rules));
        TestServer.execute(jdbcUrl(TestServer.SUPERUSER), "SELECT pg_reload_conf()");
    }

    public int port() {
        return port;
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:" + uri(database);
    }

    public String uri(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Runs a program, as another user than root if need be: the server refuses that one. */
    public String run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, program, ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = exit(process);
        String said = Files.readString(output);
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit + ": " + said);
        }
        return said;
    }

    private static int exit(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (crashed) {
            return;
        }
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static List<Path> debian() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found.map(version -> version.resolve("bin")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
