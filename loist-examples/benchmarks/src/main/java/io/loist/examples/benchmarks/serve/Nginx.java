package io.loist.examples.benchmarks.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's nginx with a folder to serve: sendfile, no log, as many workers as cores. */
final class Nginx implements AutoCloseable {

    private static final int TRIES = 100;

    private final Process process;
    private final URI uri;

    private Nginx(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Returns the installed program, if there is one. */
    static Optional<Path> program() {
        return Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it for a folder; its own files are in another. */
    static Nginx start(Path program, Path folder, Path own) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String user = "root".equals(System.getProperty("user.name")) ? "user root;\n" : "";
        Path settings = Files.writeString(
                own.resolve("nginx.conf"),
                user + "daemon off;\nworker_processes auto;\npid " + own + "/pid;\nerror_log " + own
                        + "/error.log;\nevents { worker_connections 4096; }\nhttp {\n  access_log off;\n  sendfile on;\n"
                        + "  tcp_nopush on;\n  keepalive_requests 1000000000;\n  client_body_temp_path " + own
                        + "/body;\n  server { listen 127.0.0.1:" + port + "; root " + folder + "; }\n}\n");
        Process process = new ProcessBuilder(program.toString(), "-p", own.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("output.log").toFile())
                .start();
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new Nginx(process, URI.create("http://127.0.0.1:" + socket.getPort()));
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        process.destroy();
        throw new IOException("nginx did not start: " + Files.readString(own.resolve("output.log")));
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
