package io.loist.storage.internal.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/**
 * The body of a request, which reports its progress. If the client breaks off, reading fails with {@link MediaError#INCOMPLETE_BODY},
 * so that it does not look like a failure of the store.
 */
final class IncomingBody extends FilterInputStream {

    private final IntConsumer progress;

    IncomingBody(InputStream in, IntConsumer progress) {
        super(in);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int count = super.read(into, offset, length);
            progress.accept(Math.max(0, count));
            return count;
        } catch (IOException | RuntimeException e) { // the JDK's server fails in many ways on a malformed chunk
            throw new HttpErrorException(MediaError.INCOMPLETE_BODY, e);
        }
    }

    /** Does nothing, because the rest of the body may still have to be drained. */
    @Override
    public void close() {}
}
