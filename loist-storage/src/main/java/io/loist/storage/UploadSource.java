package io.loist.storage;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.media.ObjectRef;
import io.loist.media.Upload;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an upload while they are read. It keeps trouble with the source, which the caller must mend, apart from trouble
 * with the store. Not safe for use by several threads.
 */
final class UploadSource implements AutoCloseable {

    private final ObjectRef target;
    private final InputStream in;
    private final ContentDigest digest = new ContentDigest();
    private long position;

    private UploadSource(ObjectRef target, InputStream in) {
        this.target = target;
        this.in = in;
    }

    /**
     * Opens the bytes of an upload.
     *
     * @throws ObjectStoreException with {@code REFUSED} if they cannot be read
     */
    static UploadSource open(Upload upload) {
        try {
            return new UploadSource(upload.target(), upload.content().open());
        } catch (IOException e) {
            throw unreadable(upload.target(), 0, e);
        }
    }

    /**
     * Reads until a buffer is full or the source has ended, and adds what was read to the {@link #digest}.
     *
     * @return how many bytes were read; fewer than the buffer holds only at the end of the source
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read
     */
    int fill(byte[] buffer) {
        int count = fillOnly(buffer);
        digest.update(buffer, 0, count);
        return count;
    }

    /** Reads as {@link #fill} does, and leaves the {@link #digest} to the caller. */
    int fillOnly(byte[] buffer) {
        try {
            int count = 0;
            for (int read = 0; count < buffer.length && read >= 0; count += Math.max(read, 0)) {
                read = in.read(buffer, count, buffer.length - count);
            }
            position += count;
            return count;
        } catch (IOException e) {
            throw unreadable(target, position, e);
        }
    }

    /**
     * Reads so many bytes, or all there are, and leaves the {@link #digest} to the caller. It takes no more memory than it reads.
     *
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read
     */
    byte[] head(int limit) {
        try {
            byte[] bytes = in.readNBytes(limit);
            position += bytes.length;
            return bytes;
        } catch (IOException e) {
            throw unreadable(target, position, e);
        }
    }

    /** Returns the sums over the bytes. */
    ContentDigest digest() {
        return digest;
    }

    /** Closes the source. What it gave has been read by then, so trouble while closing it does not matter. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Every byte has been read already, or another exception is on its way.
        }
    }

    private static ObjectStoreException unreadable(ObjectRef target, long after, IOException e) {
        return new ObjectStoreException(
                Reason.REFUSED,
                target.uri(),
                "Nothing was stored at " + target + ": its source could not be read after " + after + " bytes (" + e
                        + "); check the source and upload again.",
                e);
    }
}
