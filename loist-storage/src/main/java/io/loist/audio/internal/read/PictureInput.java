package io.loist.audio.internal.read;

import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** The bytes of a picture, which cannot be read further once the thread is interrupted: that ends a decoder in native code, too. */
final class PictureInput extends ImageInputStreamImpl {

    private final byte[] bytes;

    PictureInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws InterruptedIOException {
        requireTime();
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws InterruptedIOException {
        requireTime();
        bitOffset = 0;
        int count = (int) Math.min(length, bytes.length - streamPos);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, (int) streamPos, buffer, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    private static void requireTime() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the thread was interrupted");
        }
    }
}
