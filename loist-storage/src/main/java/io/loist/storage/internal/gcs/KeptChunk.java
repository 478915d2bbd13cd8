package io.loist.storage.internal.gcs;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes of an object that are kept until the service has them, the first of them at some index. */
@SuppressWarnings("ArrayRecordComponent") // it is never compared
record KeptChunk(byte[] bytes, long start) implements GcsSession.Source {

    @Override
    public void write(long from, long to, OutputStream out) throws IOException {
        out.write(bytes, (int) (from - start), (int) (to - from));
    }
}
