package io.loist.storage.internal.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Sends a body of known length block by block. While a client does not take a block, no thread waits for it; all that it costs is the
 * buffer.
 */
final class BodySender extends IteratingCallback {

    private static final int BLOCK = 64 * 1024;

    private final Body body;
    private final Response response;
    private final Callback callback;
    private final ClientPace pace;
    private final RetainableByteBuffer buffer;
    private long left;
    private int sending;

    /**
     * Creates a sender.
     *
     * @param body the body, which is closed in the end
     * @param length the number of its bytes, at least 1
     * @param callback is called in the end, whatever it is
     */
    BodySender(Body body, long length, Response response, Callback callback, ClientPace pace) {
        this.body = body;
        this.left = length;
        this.response = response;
        this.callback = callback;
        this.pace = pace;
        this.buffer = response.getRequest()
                .getComponents()
                .getByteBufferPool()
                .acquire((int) Math.min(BLOCK, length), body.prefersDirect());
    }

    /**
     * Reads the first block.
     *
     * @throws io.loist.ObjectStoreException if it cannot be read; nothing was sent then, and the callback is not called
     */
    void readFirst() {
        try {
            fill();
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    private void fill() {
        ByteBuffer block = buffer.getByteBuffer();
        block.clear().limit((int) Math.min(block.capacity(), left));
        body.fill(block);
        block.flip();
    }

    @Override
    protected Action process() {
        if (sending > 0) {
            pace.moved(sending);
            if (left == 0) {
                return Action.SUCCEEDED;
            }
            fill();
        }
        sending = buffer.remaining();
        left -= sending;
        pace.waits();
        response.write(left == 0, buffer.getByteBuffer(), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        release();
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        release();
        callback.failed(cause);
    }

    private void release() {
        buffer.release();
        body.close();
    }
}
