package io.loist.examples.benchmarks.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thread that asks for the same thing over and over on several connections, and does as little as possible with the answers, so that
 * the server is what is measured.
 */
final class KeepAliveClient implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /** Connects. */
    KeepAliveClient(URI uri, String header, int count) throws IOException {
        byte[] request = request(uri, header);
        for (int i = 0; i < count; i++) {
            connections.add(new Connection(new InetSocketAddress(uri.getHost(), uri.getPort()), request));
        }
    }

    /** Returns a GET, with one more header or none. */
    static byte[] request(URI uri, String header) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return ("GET " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + uri.getRawAuthority() + "\r\n" + header
                        + (header.isEmpty() ? "" : "\r\n") + "\r\n")
                .getBytes(ISO_8859_1);
    }

    /** Sends as many requests, one at a time on each connection, and returns how many nanoseconds each took. */
    long[] run(int requests) throws IOException {
        long[] nanos = new long[requests];
        int sent = 0;
        for (Connection connection : connections) {
            connection.send();
            sent++;
        }
        for (int done = 0; done < requests; ) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (connection.receive()) {
                    nanos[done++] = System.nanoTime() - connection.start;
                    if (sent < requests) {
                        connection.send();
                        sent++;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return nanos;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer request;
        private final StringBuilder head = new StringBuilder();
        private long start;
        private long left;

        private Connection(InetSocketAddress server, byte[] request) throws IOException {
            this.channel = SocketChannel.open(server);
            this.request = ByteBuffer.wrap(request);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        private void send() throws IOException {
            start = System.nanoTime();
            request.rewind();
            channel.write(request); // less than a socket's buffer
            head.setLength(0);
            left = -1;
        }

        /** Returns whether the answer is complete. */
        private boolean receive() throws IOException {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw new IOException("The server closed a connection.");
            }
            left = left < 0 ? leftAfterHead(count) : left - count;
            return left == 0;
        }

        private long leftAfterHead(int count) throws IOException {
            byte[] bytes = new byte[Math.min(count, 4_096)];
            buffer.flip().get(bytes);
            head.append(new String(bytes, ISO_8859_1));
            int end = head.indexOf("\r\n\r\n");
            if (end < 0) {
                return -1;
            }
            String text = head.substring(0, end + 2).toLowerCase(Locale.ROOT);
            int at = text.indexOf(LENGTH);
            if (!text.startsWith("http/1.1 20") || at < 0) {
                throw new IOException("The server answered " + text);
            }
            long length = Long.parseLong(
                    text.substring(at + LENGTH.length(), text.indexOf("\r\n", at + LENGTH.length()))
                            .strip());
            return length - (head.length() - end - 4) - buffer.remaining();
        }
    }
}
