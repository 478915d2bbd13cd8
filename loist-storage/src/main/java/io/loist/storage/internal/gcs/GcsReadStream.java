package io.loist.storage.internal.gcs;

import com.google.cloud.storage.StorageException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.internal.Backoff;
import io.loist.internal.Checksums;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.storage.internal.bytes.BlockInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one generation of an object, and continues where it was if the connection breaks. If it reads the whole object, it compares
 * the checksum when the last byte is read.
 */
public final class GcsReadStream extends BlockInputStream {

    private final GcsJsonApi api;
    private final ObjectRef ref;
    private final long generation;
    private final @Nullable String expectedCrc32c;
    private final CRC32C crc32c = new CRC32C();
    private GcsMedia media;
    private long position;
    private long remaining;

    /** Starts to read a range of an object; one call both finds the object and begins the download. */
    public static GcsReadStream open(GcsJsonApi api, GcsObjects objects, ObjectRef ref, ByteRange range) {
        return open(api, objects, new Source(ref, null), range);
    }

    /** Starts to read a range of one generation of an object. */
    public static GcsReadStream open(GcsJsonApi api, GcsObjects objects, StoredObject object, ByteRange range) {
        return open(api, objects, new Source(object.ref(), object.generation()), range);
    }

    /** What to read; without a generation, the present one. */
    private record Source(ObjectRef ref, @Nullable Long generation) {}

    private static GcsReadStream open(GcsJsonApi api, GcsObjects objects, Source source, ByteRange range) {
        ObjectRef ref = source.ref;
        try {
            return GcsErrors.translating(ref.uri(), () -> {
                GcsMedia media = api.retrying(() -> GcsMedia.open(api, ref, source.generation, range));
                return new GcsReadStream(api, ref, range.offset(), media);
            });
        } catch (ObjectStoreException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                objects.requireBucket(ref);
                throw GcsErrors.noSuchObject(ref.uri());
            }
            throw e;
        }
    }

    private GcsReadStream(GcsJsonApi api, ObjectRef ref, long position, GcsMedia media) {
        this.api = api;
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
            if (remaining == 0 && !Checksums.encode(crc32c).equals(expectedCrc32c)) {
                throw GcsErrors.readDamaged(ref.uri());
            }
        }
        return count;
    }

    private int readSome(byte[] into, int offset, int length) throws IOException {
        Backoff backoff = api.backoff();
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
            if (!GcsJsonApi.isTransient(failure) || !backoff.awaitUnlessInterrupted()) {
                throw GcsErrors.readBroke(ref.uri(), remaining, failure);
            }
            try {
                ByteRange rest = new ByteRange(position, remaining);
                media = api.retrying(() -> GcsMedia.open(api, ref, generation, rest));
            } catch (RuntimeException e) {
                throw GcsErrors.readBroke(ref.uri(), remaining, e);
            }
        }
    }

    private static void closeBroken(GcsMedia media) {
        try {
            media.bytes().close();
        } catch (IOException e) {
            // It is broken already, and another one replaces it.
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
