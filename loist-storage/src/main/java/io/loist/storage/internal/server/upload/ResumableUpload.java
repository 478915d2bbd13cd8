package io.loist.storage.internal.server.upload;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One resumable upload, whose bytes are collected in a file until it is complete. As in Cloud Storage, bytes count as received in steps
 * of 256 KiB until the last ones arrive, and bytes that were already received are skipped. A request must {@linkplain #lock lock} the
 * upload while it uses it.
 */
public final class ResumableUpload {

    private static final Logger LOG = LoggerFactory.getLogger(ResumableUpload.class);

    /** The step in which bytes count as received. */
    public static final int STEP = 256 * 1024;

    private static final long LOCK_TIMEOUT_SECONDS = 5;

    private final ObjectRef target;
    private final String origin;
    private final String signature;
    private final String client;
    private final Instant expiresAt;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private UploadConditions conditions;
    private long received;
    private long total = UploadRange.UNKNOWN;
    private @Nullable StoredObject result;
    private boolean discarded;

    /**
     * Creates an empty upload.
     *
     * @param start the request that starts it
     */
    ResumableUpload(MediaRequest start, UploadConditions conditions, Instant expiresAt, Path file)
            throws HttpErrorException {
        this.target = start.target();
        this.origin = Objects.requireNonNullElse(start.header("Origin"), "");
        this.signature = start.signature();
        this.client = start.client();
        this.conditions = conditions;
        this.expiresAt = expiresAt;
        this.file = file;
    }

    ObjectRef target() {
        return target;
    }

    /** Returns the origin of the web page that started it; empty if there was none. */
    public String origin() {
        return origin;
    }

    /** Returns the signature of the URL that started it. */
    String signature() {
        return signature;
    }

    /** Returns the address of the client that started it. */
    String client() {
        return client;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** Returns the number of bytes that need not be sent again. */
    long received() {
        return received;
    }

    /** Returns whether all bytes were received. */
    boolean isComplete() {
        return received == total;
    }

    /** Returns the stored object, or null if it is not stored yet. */
    @Nullable
    StoredObject result() {
        return result;
    }

    /**
     * Locks the upload, waiting up to 5 seconds for another request to release it: the server may notice late that a client
     * disconnected.
     *
     * @throws HttpErrorException if the other request continues, or the upload was cancelled
     */
    void lock() throws HttpErrorException {
        try {
            if (!lock.tryLock(LOCK_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new HttpErrorException(MediaError.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpErrorException(MediaError.BUSY, e);
        }
        if (discarded && result == null) {
            lock.unlock();
            throw new HttpErrorException(MediaError.NO_SUCH_UPLOAD);
        }
    }

    /** Locks the upload unless another request uses it, and returns whether it did. */
    boolean lockIfFree() {
        return lock.tryLock();
    }

    void unlock() {
        lock.unlock();
    }

    /** Records the total size and the checksums that a request declares, after checking them. */
    void declare(UploadRange range, ExpectedChecksums checksums) throws HttpErrorException {
        if (range.first() > received) {
            throw new HttpErrorException(MediaError.gap(range.first(), received));
        }
        if (range.total() != UploadRange.UNKNOWN) {
            boolean other = total != UploadRange.UNKNOWN && total != range.total();
            if (other || range.total() < received) {
                throw new HttpErrorException(MediaError.invalidArgument(
                        "The header Content-Range has another total size than before, or less than was received."));
            }
            conditions.size().check(range.total());
            total = range.total();
        }
        conditions = conditions.withChecksums(checksums);
    }

    /**
     * Receives the bytes of a request. If the body breaks off, the bytes before are kept.
     *
     * @throws HttpErrorException if the body breaks off, differs in length from its range, or makes the upload too large
     */
    void receive(UploadRange range, InputStream body) throws IOException {
        long position = range.first();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[64 * 1024];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                requireWithin(range, position + count);
                int known = (int) Math.min(count, Math.max(0, received - position));
                write(channel, ByteBuffer.wrap(buffer, known, count - known), position + known);
                position += count;
                received = Math.max(received, position);
            }
            requireWhole(range, position);
            if (range.isLast()) {
                total = position;
            }
        } finally {
            if (received != total) {
                received -= received % STEP;
            }
        }
    }

    private void requireWithin(UploadRange range, long end) throws HttpErrorException {
        conditions.size().checkMax(end);
        if (range.last() != UploadRange.UNKNOWN && end > range.last() + 1) {
            throw new HttpErrorException(
                    MediaError.invalidArgument("The body is longer than the range in the header Content-Range."));
        }
    }

    private static void requireWhole(UploadRange range, long end) throws HttpErrorException {
        if (range.last() != UploadRange.UNKNOWN && end != range.last() + 1) {
            throw new HttpErrorException(MediaError.INCOMPLETE_BODY);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    /** Stores the object and deletes the file. */
    StoredObject store(ObjectWriter writer) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(total);
        }
        StoredObject stored = writer.write(target, conditions, () -> Files.newInputStream(file));
        result = stored;
        discard();
        return stored;
    }

    /** Deletes the received bytes. */
    void discard() {
        discarded = true;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} could not be deleted and remains until the server is closed: {}", file, e.toString());
        }
    }
}
