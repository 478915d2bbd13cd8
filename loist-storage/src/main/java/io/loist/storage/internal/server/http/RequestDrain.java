package io.loist.storage.internal.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads what is left of the body of a request that was answered already, without a thread that waits: many clients read the response
 * only after they have sent the body.
 */
final class RequestDrain implements Runnable {

    private static final long MAX_BYTES = 128L * 1024 * 1024;

    private final Request request;
    private final ClientPace pace;
    private final Callback callback;
    private long left = MAX_BYTES;

    private RequestDrain(Request request, ClientPace pace, Callback callback) {
        this.request = request;
        this.pace = pace;
        this.callback = callback;
    }

    /**
     * Reads the rest, unless the client still waits for permission to send it.
     *
     * @param callback succeeds at the end; the server then closes the connection if there is still more
     */
    static void drain(Request request, ClientPace pace, Callback callback) {
        if (request.getLength() == 0 || request.getHeaders().contains(HttpHeader.EXPECT)) {
            callback.succeeded();
        } else {
            new RequestDrain(request, pace, callback).run();
        }
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                pace.waits();
                request.demand(this);
                return;
            }
            pace.moved(chunk.remaining());
            left -= chunk.remaining();
            more = !Content.Chunk.isFailure(chunk) && !chunk.isLast() && left > 0;
            chunk.release();
        }
        callback.succeeded();
    }
}
