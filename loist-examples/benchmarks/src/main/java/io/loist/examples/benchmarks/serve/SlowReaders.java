package io.loist.examples.benchmarks.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Clients that ask for a large file and read 20 KB of it in a second, all in one thread. */
final class SlowReaders implements AutoCloseable {

    private static final int BYTES_AT_ONCE = 4_000;
    private static final int PAUSE_MILLIS = 200;

    private final List<SocketChannel> sockets = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "slow-readers");

    SlowReaders(URI uri, int count) throws IOException {
        byte[] request = KeepAliveClient.request(uri, "");
        for (int i = 0; i < count; i++) {
            SocketChannel socket = SocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.write(ByteBuffer.wrap(request));
            socket.configureBlocking(false);
            sockets.add(socket);
        }
    }

    /** Starts to read. */
    void start() {
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES_AT_ONCE);
        try {
            while (!Thread.interrupted()) {
                for (SocketChannel socket : sockets) {
                    buffer.clear();
                    socket.read(buffer);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            // a server may cut them, and the end interrupts the thread
        }
    }

    @Override
    public void close() throws IOException {
        reader.interrupt();
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }
}
