package io.loist.storage.internal.gcs;

import com.google.api.client.http.AbstractInputStreamContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes in memory as a request's body, written at once; the client's own class writes 8 KiB at a time. */
final class WholeContent extends AbstractInputStreamContent {

    private final byte[] bytes;

    WholeContent(String type, byte[] bytes) {
        super(type);
        this.bytes = bytes;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public boolean retrySupported() {
        return true;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
