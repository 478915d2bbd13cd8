package io.loist.storage.internal.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/**
 * The body of a request, which says each time how many bytes came. That it breaks off is the client's doing, and not to be taken for
 * trouble with the store.
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
        } catch (IOException e) {
            throw new HttpErrorException(MediaError.INCOMPLETE_BODY, e);
        }
    }

    /** Does nothing: who answers the request may still want to take the rest. */
    @Override
    public void close() {}
}
