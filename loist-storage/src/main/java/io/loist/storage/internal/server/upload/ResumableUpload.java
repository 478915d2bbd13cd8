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
 * One resumable upload: the bytes that have come so far, in a file, until all are there. As in Cloud Storage, bytes count as received
 * in steps of 256 KiB until the last have come, and bytes that are there already are passed over. Whoever uses it takes its
 * {@linkplain #takeTurn turn} first.
 */
public final class ResumableUpload {

    private static final Logger LOG = LoggerFactory.getLogger(ResumableUpload.class);

    public static final int STEP = 256 * 1024;

    private static final long PATIENCE_SECONDS = 5;

    private final ObjectRef target;
    private final String origin;
    private final Instant expiresAt;
    private final Path file;
    private final ReentrantLock turn = new ReentrantLock();
    private UploadConditions terms;
    private long received;
    private long total = UploadRange.UNKNOWN;
    private @Nullable StoredObject result;
    private boolean discarded;

    /**
     * Creates an upload of which nothing has come.
     *
     * @param start the request that starts it
     */
    ResumableUpload(MediaRequest start, UploadConditions terms, Instant expiresAt, Path file)
            throws HttpErrorException {
        this.target = start.target();
        this.origin = Objects.requireNonNullElse(start.header("Origin"), "");
        this.terms = terms;
        this.expiresAt = expiresAt;
        this.file = file;
    }

    ObjectRef target() {
        return target;
    }

    /** Returns the origin of the web page that started it, or an empty text if none did. */
    public String origin() {
        return origin;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** Returns how many bytes need not be sent again. */
    long received() {
        return received;
    }

    /** Returns whether all bytes are there. */
    boolean isComplete() {
        return received == total;
    }

    /** Returns what it was stored as, or null if it is not yet stored. */
    @Nullable
    StoredObject result() {
        return result;
    }

    /**
     * Waits until no other request uses the upload: one that broke off may take a moment to notice.
     *
     * @throws HttpErrorException if the other one goes on, or the upload has been given up
     */
    void takeTurn() throws HttpErrorException {
        try {
            if (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new HttpErrorException(MediaError.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpErrorException(MediaError.BUSY, e);
        }
        if (discarded && result == null) {
            turn.unlock();
            throw new HttpErrorException(MediaError.NO_SUCH_UPLOAD);
        }
    }

    /** Returns whether nobody used the upload, in which case it is the caller's turn now. */
    boolean takeTurnIfFree() {
        return turn.tryLock();
    }

    void giveTurn() {
        turn.unlock();
    }

    /** Notes what a request says about the whole, and checks that it can be. */
    void note(UploadRange range, ExpectedChecksums sums) throws HttpErrorException {
        if (range.first() > received) {
            throw new HttpErrorException(MediaError.gap(range.first(), received));
        }
        if (range.total() != UploadRange.UNKNOWN) {
            boolean other = total != UploadRange.UNKNOWN && total != range.total();
            if (other || range.total() < received) {
                throw new HttpErrorException(
                        MediaError.invalidArgument(
                                "The header Content-Range names another total size than before, or a smaller one than has come."));
            }
            terms.size().check(range.total());
            total = range.total();
        }
        terms = terms.withSums(sums);
    }

    /**
     * Takes the bytes that a request brings. What has come before the body breaks off is kept.
     *
     * @throws HttpErrorException if the body breaks off, is not as long as its range, or makes the upload too great
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
        terms.size().checkAtMost(end);
        if (range.last() != UploadRange.UNKNOWN && end > range.last() + 1) {
            throw new HttpErrorException(
                    MediaError.invalidArgument("The body is longer than the header Content-Range says."));
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

    /** Puts the bytes into the store; the file is not needed any more then. */
    StoredObject store(ObjectWriter writer) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(total);
        }
        StoredObject stored = writer.write(target, terms, () -> Files.newInputStream(file));
        result = stored;
        discard();
        return stored;
    }

    /** Deletes what has come. */
    void discard() {
        discarded = true;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} stays until the server is closed: {}", file, e.toString());
        }
    }
}
