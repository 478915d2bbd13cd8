package io.loist.storage.internal.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * The beginning of a form that is not verified yet: its fields, up to the content of its file. It is collected while it arrives, so that
 * an incomplete form occupies no thread, and it is at most {@value #MAX_BYTES} bytes and what has arrived with the last of them.
 */
final class FormHead implements Runnable {

    static final int MAX_BYTES = 64 * 1024;

    private static final String FILE = "name=\"file\"";
    private static final String BLANK_LINE = "\r\n\r\n";

    private final Request request;
    private final ClientPace pace;
    private final Consumer<byte[]> whenArrived;
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private String wanted = FILE;
    private int matched;

    private FormHead(Request request, ClientPace pace, Consumer<byte[]> whenArrived) {
        this.request = request;
        this.pace = pace;
        this.whenArrived = whenArrived;
    }

    /**
     * Begins to collect.
     *
     * @param whenArrived receives the bytes, in a thread that may wait; fewer if the client breaks off
     */
    static void collect(Request request, ClientPace pace, Consumer<byte[]> whenArrived) {
        new FormHead(request, pace, whenArrived).run();
    }

    @Override
    public void run() {
        boolean complete = false;
        while (!complete) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                pace.waits();
                request.demand(this);
                return;
            }
            pace.moved(chunk.remaining());
            complete = Content.Chunk.isFailure(chunk) || add(chunk.getByteBuffer()) || chunk.isLast();
            chunk.release();
        }
        whenArrived.accept(arrived.toByteArray());
    }

    /** Adds bytes, and returns whether they are enough. */
    private boolean add(ByteBuffer bytes) {
        boolean fields = false;
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            arrived.write(next);
            fields |= endsFields((char) (next & 0xFF));
        }
        return fields || arrived.size() >= MAX_BYTES;
    }

    /** Returns whether this is the end of a part's head that looks like the file's; a file that is not found costs only a wait. */
    private boolean endsFields(char next) {
        if (next == wanted.charAt(matched)) {
            matched++;
        } else {
            matched = next == wanted.charAt(0) ? 1 : 0;
        }
        if (matched < wanted.length()) {
            return false;
        }
        matched = 0;
        boolean end = wanted.equals(BLANK_LINE);
        wanted = BLANK_LINE;
        return end;
    }
}
