package io.loist.storage.internal.bytes;

import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.internal.Checksums;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload while they are read, and their checksums. It keeps errors of the source, which the caller must correct,
 * apart from errors of the store. Not safe for use by several threads.
 */
public final class UploadSource implements AutoCloseable {

    private final ObjectRef target;
    private final @Nullable Long size;
    private final InputStream in;
    private final Checksums checksums = new Checksums();

    private UploadSource(Upload upload) throws IOException {
        this.target = upload.target();
        this.size = upload.content().size();
        this.in = upload.content().open();
    }

    /**
     * Opens the bytes of an upload.
     *
     * @throws ObjectStoreException with {@code REFUSED} if they cannot be read
     */
    public static UploadSource open(Upload upload) {
        try {
            return new UploadSource(upload);
        } catch (LoistException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(upload.target(), 0, e);
        }
    }

    /** Returns the number of bytes in all, or null if it is unknown. */
    public @Nullable Long size() {
        return size;
    }

    /** Returns the checksums of the bytes read so far. */
    public Checksums checksums() {
        return checksums;
    }

    /**
     * Reads until a buffer is full or the source has ended.
     *
     * @return the number of bytes read; less than the buffer holds only at the end of the source
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read
     */
    public int fill(byte[] buffer) {
        try {
            // readNBytes will not do: subclasses of ByteArrayInputStream that give less at a time end it early
            int count = 0;
            for (int read = 0; read >= 0 && count < buffer.length; count += Math.max(0, read)) {
                read = in.read(buffer, count, buffer.length - count);
            }
            checksums.update(buffer, 0, count);
            return count;
        } catch (LoistException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(target, checksums.size(), e);
        }
    }

    /**
     * Reads the first bytes, without using much more memory than there are bytes.
     *
     * @return {@code limit} bytes, or all if the source has fewer
     * @throws ObjectStoreException with {@code REFUSED} if the source cannot be read
     */
    public byte[] head(int limit) {
        if (size != null) {
            byte[] bytes = new byte[(int) Math.min(limit, size)];
            int count = fill(bytes);
            return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
        }
        try {
            byte[] bytes = in.readNBytes(limit);
            checksums.update(bytes, 0, bytes.length);
            return bytes;
        } catch (LoistException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(target, 0, e);
        }
    }

    /**
     * Checks that the source has not given more bytes than its {@link #size}.
     *
     * @throws ObjectStoreException with {@code REFUSED} if it has
     */
    public void requireNotLonger() {
        if (size != null && checksums.size() > size) {
            throw otherLength("more");
        }
    }

    /**
     * Checks that the source has given as many bytes as its {@link #size}, and has no more; if its size is unknown, it may.
     *
     * @throws ObjectStoreException with {@code REFUSED} if the size differs
     */
    public void requireEnd() {
        if (size == null) {
            return;
        }
        if (checksums.size() < size) {
            throw otherLength("only " + checksums.size());
        }
        if (fill(new byte[1]) > 0) {
            throw otherLength("more");
        }
    }

    /** Closes the source. All that is needed has been read by then, so an error in closing it does not matter. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Every byte has been read already, or another exception is being thrown.
        }
    }

    private ObjectStoreException otherLength(String actual) {
        return new ObjectStoreException(
                Reason.REFUSED,
                target.uri(),
                "Nothing was stored at " + target + ": its source announced " + size + " bytes and gave " + actual
                        + "; do not change the source during the upload, and upload again.",
                null);
    }

    private static ObjectStoreException unreadable(ObjectRef target, long after, Exception e) {
        return new ObjectStoreException(
                Reason.REFUSED,
                target.uri(),
                "Nothing was stored at " + target + ": its source could not be read after " + after + " bytes (" + e
                        + "); check the source and upload again.",
                e);
    }
}
