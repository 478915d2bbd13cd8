package io.loist.storage.internal.server;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.StoredObject;
import io.loist.storage.internal.server.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of a stored object. An exception of the store must not look like a disconnected client. */
final class StoredBody implements Body {

    private static final Logger LOG = LoggerFactory.getLogger(StoredBody.class);

    private final StoredObject object;
    private final InputStream in;

    StoredBody(StoredObject object, InputStream in) {
        this.object = object;
        this.in = in;
    }

    @Override
    public boolean prefersDirect() {
        return in instanceof ReadableByteChannel;
    }

    @Override
    public void fill(ByteBuffer block) {
        String uri = object.ref().uri();
        while (block.hasRemaining()) {
            int count;
            try {
                count = read(block);
            } catch (IOException e) {
                if (e.getCause() instanceof ObjectStoreException known) {
                    throw known;
                }
                throw new ObjectStoreException(
                        Reason.UNAVAILABLE, uri, uri + " could not be read completely; try again.", e);
            }
            if (count <= 0) {
                throw new ObjectStoreException(
                        Reason.INTEGRITY, uri, uri + " ended early; it may have been replaced.", null);
            }
        }
    }

    private int read(ByteBuffer block) throws IOException {
        if (in instanceof ReadableByteChannel channel) {
            return channel.read(block);
        }
        int count = in.read(block.array(), block.arrayOffset() + block.position(), block.remaining());
        if (count > 0) {
            block.position(block.position() + count);
        }
        return count;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("A stream of {} could not be closed: {}", object.ref(), e.toString());
        }
    }
}
