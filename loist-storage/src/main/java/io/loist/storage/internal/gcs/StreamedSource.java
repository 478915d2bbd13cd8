package io.loist.storage.internal.gcs;

import io.loist.storage.internal.bytes.UploadSource;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes bytes on straight from their source, and sums each up the first time it passes, on a thread of its own: while one buffer is
 * summed up and sent, the next is read. Not safe for use by several threads.
 */
final class StreamedSource implements GcsSession.Source, AutoCloseable {

    static final int BUFFER_BYTES = 256 * 1024;

    private final UploadSource source;
    private final DigestThread hashing;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private byte[] spare = new byte[BUFFER_BYTES];

    StreamedSource(UploadSource source) {
        this.source = source;
        this.hashing = new DigestThread(source.digest());
    }

    @Override
    public void write(long from, long to, OutputStream out) throws IOException {
        source.seek(from);
        for (long position = from; position < to; ) {
            int count = (int) Math.min(buffer.length, to - position);
            source.fillAll(buffer, count);
            hashing.finish();
            int summedUp = (int) Math.max(0, Math.min(count, source.digest().size() - position));
            hashing.start(buffer, summedUp, count - summedUp);
            out.write(buffer, 0, count);
            position += count;
            byte[] sent = buffer;
            buffer = spare;
            spare = sent;
        }
    }

    /** Waits until all is summed up. */
    @Override
    public void close() {
        hashing.close();
    }
}
