package io.loist.storage.internal.bytes;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload while they are read. It keeps trouble with the source, which the caller must mend, apart from trouble
 * with the store. Not safe for use by several threads.
 */
public final class UploadSource implements AutoCloseable {

    private final ObjectRef target;
    private final Upload.Content content;
    private InputStream in;
    private final ContentDigest digest = new ContentDigest();
    private long position;

    private UploadSource(Upload upload) throws IOException {
        this.target = upload.target();
        this.content = upload.content();
        this.in = content.open();
    }

    /**
     * Opens the bytes of an upload.
     *
     * @throws ObjectStoreException with {@code REFUSED} if they cannot be read
     */
    public static UploadSource open(Upload upload) {
        try {
            return new UploadSource(upload);
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
    public int fill(byte[] buffer) {
        int count = fillOnly(buffer);
        digest.update(buffer, 0, count);
        return count;
    }

    /** Reads as {@link #fill} does, and leaves the {@link #digest} to the caller. */
    public int fillOnly(byte[] buffer) {
        return readUpTo(buffer, buffer.length);
    }

    private int readUpTo(byte[] buffer, int limit) {
        try {
            // readNBytes will not do: subclasses of ByteArrayInputStream that give less at a time end it early
            int count = 0;
            for (int read = 0; read >= 0 && count < limit; count += Math.max(0, read)) {
                read = in.read(buffer, count, limit - count);
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
    public byte[] head(int limit) {
        try {
            byte[] bytes = in.readNBytes(limit);
            position += bytes.length;
            return bytes;
        } catch (IOException e) {
            throw unreadable(target, position, e);
        }
    }

    /**
     * Returns the number of bytes, or null if it is unknown.
     *
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read
     */
    public @Nullable Long size() {
        try {
            return content.size();
        } catch (IOException e) {
            throw unreadable(target, position, e);
        }
    }

    /**
     * Goes on from another byte, which may have been read before.
     *
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read again up to there
     */
    public void seek(long index) {
        if (index == position) {
            return;
        }
        close();
        try {
            in = content.open();
            in.skipNBytes(index);
            position = index;
        } catch (IOException e) {
            throw unreadable(target, index, e);
        }
    }

    /**
     * Reads so many bytes to the front of a buffer, and leaves the {@link #digest} to the caller.
     *
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read, or ends before
     */
    public void fillAll(byte[] buffer, int count) {
        long start = position;
        int read = readUpTo(buffer, count);
        if (read < count) {
            throw otherLength("after " + (start + read) + " bytes, before its end");
        }
    }

    /**
     * Reads the last bytes, and leaves the {@link #digest} to the caller.
     *
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read, or has fewer or more of them
     */
    public byte[] rest(int count) {
        byte[] bytes = new byte[count];
        fillAll(bytes, count);
        if (readUpTo(new byte[1], 1) > 0) {
            throw otherLength("and goes on after " + (position - 1) + " bytes");
        }
        return bytes;
    }

    /** Returns the sums over the bytes. */
    public ContentDigest digest() {
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

    private ObjectStoreException otherLength(String where) {
        return new ObjectStoreException(
                Reason.REFUSED,
                target.uri(),
                "Nothing was stored at " + target + ": its source has another length than it said " + where
                        + "; leave it alone until it is stored, and upload again.",
                null);
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
