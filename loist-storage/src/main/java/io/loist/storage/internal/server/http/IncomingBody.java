package io.loist.storage.internal.server.http;

import io.loist.storage.internal.bytes.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * The body of a request. Before the request's signature is verified, only its {@linkplain FormHead beginning} can be read, which has
 * arrived already; afterwards, reading waits for the client. If the client breaks off, reading fails with
 * {@link MediaError#INCOMPLETE_BODY}, so that it does not look like a failure of the store.
 */
final class IncomingBody extends BlockInputStream {

    private final InputStream rest;
    private final ClientPace pace;
    private byte[] beginning = {};
    private int position;
    private boolean verified;

    IncomingBody(Request request, ClientPace pace) {
        this.rest = Content.Source.asInputStream(request);
        this.pace = pace;
    }

    /** Puts the bytes that have arrived already before those that have not. */
    void beginWith(byte[] arrived) {
        beginning = arrived;
    }

    /** Permits to read more than the beginning. */
    void verified() {
        verified = true;
        pace.verified();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int ready = Math.min(length, beginning.length - position);
        if (ready > 0) {
            System.arraycopy(beginning, position, into, offset, ready);
            position += ready;
            return ready;
        }
        if (!verified) {
            throw new HttpErrorException(
                    beginning.length < FormHead.MAX_BYTES ? MediaError.INCOMPLETE_BODY : MediaError.FORM_TOO_LARGE);
        }
        return readRest(into, offset, length);
    }

    private int readRest(byte[] into, int offset, int length) throws IOException {
        pace.waits();
        int count = 0;
        try {
            count = rest.read(into, offset, length);
            return count;
        } catch (IOException | RuntimeException e) { // the server has exceptions of its own for a malformed chunk
            throw new HttpErrorException(MediaError.INCOMPLETE_BODY, e);
        } finally {
            pace.moved(Math.max(0, count));
        }
    }
}
