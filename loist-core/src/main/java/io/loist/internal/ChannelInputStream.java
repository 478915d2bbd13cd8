package io.loist.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Reads an open file from its start, without moving the channel's position and without closing it. Not safe for several threads. */
public final class ChannelInputStream extends InputStream {

    private final FileChannel file;
    private long position;

    /** Creates a stream of all bytes. */
    public ChannelInputStream(FileChannel file) {
        this.file = Objects.requireNonNull(file, "file");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = file.read(ByteBuffer.wrap(bytes, offset, length), position);
        position += Math.max(0, count);
        return count;
    }
}
