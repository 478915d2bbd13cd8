package io.loist.storage.internal.server.http;

import java.nio.ByteBuffer;

/** The bytes of a response, read block by block. */
public interface Body extends AutoCloseable {

    /** Returns whether it reads faster into buffers outside the heap. */
    boolean prefersDirect();

    /**
     * Fills a buffer with the next bytes. The caller asks for no more than there are.
     *
     * @throws io.loist.ObjectStoreException if they cannot be read
     */
    void fill(ByteBuffer block);

    @Override
    void close();
}
