package io.loist.examples.benchmarks.storage;

import java.io.InputStream;
import java.util.Objects;
import java.util.Random;

/** Incompressible bytes, generated while they are read; the same ones for the same positions. */
final class GeneratedBytes extends InputStream {

    private static final byte[] BLOCK = new byte[1 << 20];

    static {
        new Random(5).nextBytes(BLOCK);
    }

    private final long end;
    private long position;

    /** Starts at one byte, and ends before another. */
    GeneratedBytes(long start, long end) {
        this.position = start;
        this.end = end;
    }

    @Override
    public int read() {
        return position < end ? BLOCK[(int) (position++ % BLOCK.length)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (position >= end) {
            return -1;
        }
        int from = (int) (position % BLOCK.length);
        int count = (int) Math.min(Math.min(length, BLOCK.length - from), end - position);
        System.arraycopy(BLOCK, from, into, offset, count);
        position += count;
        return count;
    }
}
