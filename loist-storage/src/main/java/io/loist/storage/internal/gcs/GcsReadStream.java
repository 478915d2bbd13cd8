package io.loist.storage.internal.gcs;

import com.google.cloud.storage.StorageException;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.storage.internal.bytes.BlockInputStream;
import io.loist.storage.internal.bytes.ContentDigest;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads from one generation of an object, and goes on where it was if the connection breaks; if it reads all of it, it checks the
 * bytes as the last one is read.
 */
public final class GcsReadStream extends BlockInputStream {

    private final GcsCalls calls;
    private final ObjectRef ref;
    private final long generation;
    private final @Nullable String expectedCrc32c;
    private final CRC32C crc32c = new CRC32C();
    private GcsMedia media;
    private long position;
    private long remaining;

    /** Starts reading a part of an object, whichever of its bytes there are: the first call both finds it and begins. */
    public static GcsReadStream open(GcsCalls calls, ObjectRef ref, ByteRange range) {
        return GcsErrors.translating(ref.uri(), () -> {
            GcsMedia media = calls.patiently(() -> GcsMedia.open(calls, ref, null, range));
            return new GcsReadStream(calls, ref, range.offset(), media);
        });
    }

    private GcsReadStream(GcsCalls calls, ObjectRef ref, long position, GcsMedia media) {
        this.calls = calls;
        this.ref = ref;
        this.media = media;
        this.position = position;
        this.remaining = media.remaining();
        this.generation = media.generation();
        this.expectedCrc32c = media.crc32c();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int count = readSome(into, offset, (int) Math.min(length, remaining));
        position += count;
        remaining -= count;
        if (expectedCrc32c != null) {
            crc32c.update(into, offset, count);
            if (remaining == 0 && !ContentDigest.encode(crc32c).equals(expectedCrc32c)) {
                throw GcsErrors.readDamaged(ref.uri());
            }
        }
        return count;
    }

    private int readSome(byte[] into, int offset, int length) throws IOException {
        Patience patience = calls.patience();
        while (true) {
            StorageException failure;
            try {
                int count = media.bytes().read(into, offset, length);
                if (count >= 0) {
                    return count;
                }
                failure = new StorageException(503, "the answer ended with " + remaining + " bytes to come");
            } catch (IOException e) {
                failure = StorageException.translate(e);
            }
            closeBroken(media);
            try {
                patience.await(failure);
                ByteRange rest = new ByteRange(position, remaining);
                media = calls.patiently(() -> GcsMedia.open(calls, ref, generation, rest));
            } catch (StorageException e) {
                throw GcsErrors.readBroke(ref.uri(), remaining, e);
            }
        }
    }

    private static void closeBroken(GcsMedia media) {
        try {
            media.bytes().close();
        } catch (IOException e) {
            // It is broken already, and another one takes its place.
        }
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        media.bytes().close();
    }
}
