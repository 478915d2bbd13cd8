package io.loist.examples.benchmarks.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens one file at each request and copies it, or its first bytes, into the socket: a thread per connection, and nothing of HTTP. */
final class PlainFileServer implements AutoCloseable {

    private static final int PART = 1_024;

    private final Path file;
    private final ServerSocketChannel listening;

    PlainFileServer(Path file) throws IOException {
        this.file = file;
        this.listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(this::accept);
    }

    URI uri() throws IOException {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) listening.getLocalAddress()).getPort() + "/f");
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "plain-file-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel socket = listening.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel socket) {
        ByteBuffer request = ByteBuffer.allocate(4_096);
        try (socket) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            while (socket.read(request.clear()) > 0) {
                boolean part = new String(request.array(), 0, request.position(), ISO_8859_1).contains("Range");
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    long size = part ? PART : channel.size();
                    socket.write(ByteBuffer.wrap(
                            ("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(ISO_8859_1)));
                    for (long sent = 0; sent < size; ) {
                        sent += channel.transferTo(sent, size - sent, socket);
                    }
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
