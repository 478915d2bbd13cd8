package io.loist.examples.benchmarks.storage;

import java.io.IOException;
import java.io.InputStream;

/** One way to bring bytes to and from a bucket. */
interface TransferSystem {

    /** How much is read or written at a time. */
    int BUFFER_BYTES = 1 << 18;

    /** Returns what it is called in a report. */
    String name();

    /** Stores {@link GeneratedBytes} that are read while they are sent. */
    void upload(String object, long size) throws IOException;

    /** Stores bytes that are in memory. */
    void upload(String object, byte[] bytes) throws IOException;

    /** Fetches an object that this system has stored. */
    void download(String object, long size) throws IOException;

    /** Reads a stream to its end and requires this number of bytes. */
    static void drain(InputStream in, long size) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, size)];
        long left = size;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            left -= count;
        }
        if (left != 0) {
            throw new IOException(left + " bytes are missing");
        }
    }
}
