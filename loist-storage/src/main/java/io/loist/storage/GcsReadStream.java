package io.loist.storage;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.StorageException;
import io.loist.media.ByteRange;
import io.loist.media.ObjectRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads from one generation of an object; if it reads all of it, it checks the bytes as the last one is read. */
final class GcsReadStream extends BlockInputStream {

    private final ObjectRef ref;
    private final ReadChannel channel;
    private final @Nullable String expectedCrc32c;
    private final CRC32C crc32c = new CRC32C();
    private long remaining;

    /** Starts reading a part of an object, whichever of its bytes there are. */
    static GcsReadStream open(Storage storage, Blob object, ByteRange range) {
        ObjectRef ref = new ObjectRef(object.getBucket(), object.getName());
        long size = object.getSize();
        long start = Math.min(range.offset(), size);
        long length = Math.min(range.length(), size - start);
        String expectedCrc32c = length == size ? object.getCrc32c() : null;
        return GcsErrors.translating(ref.uri(), () -> {
            ReadChannel channel = storage.reader(
                    BlobId.of(ref.bucket(), ref.name(), object.getGeneration()),
                    BlobSourceOption.shouldReturnRawInputStream(true));
            channel.setChunkSize(0); // whoever reads brings a buffer; another one between only costs a copy
            return new GcsReadStream(ref, limited(channel, start, length), length, expectedCrc32c);
        });
    }

    private static ReadChannel limited(ReadChannel channel, long start, long length) {
        try {
            channel.seek(start);
        } catch (IOException e) {
            throw new IllegalStateException("a channel that has not been read from can seek", e);
        }
        return channel.limit(start + length);
    }

    /**
     * Starts reading.
     *
     * @param length how many bytes the channel is to give
     * @param expectedCrc32c their checksum, or null if it is not known
     */
    private GcsReadStream(ObjectRef ref, ReadChannel channel, long length, @Nullable String expectedCrc32c) {
        this.ref = ref;
        this.channel = channel;
        this.remaining = length;
        this.expectedCrc32c = expectedCrc32c;
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
        int count = readSome(ByteBuffer.wrap(into, offset, (int) Math.min(length, remaining)));
        remaining -= count;
        if (expectedCrc32c != null) {
            crc32c.update(into, offset, count);
            if (remaining == 0 && !ContentDigest.encode(crc32c).equals(expectedCrc32c)) {
                throw GcsErrors.readDamaged(ref.uri());
            }
        }
        return count;
    }

    private int readSome(ByteBuffer buffer) throws IOException {
        int count = 0;
        try {
            while (count == 0) {
                count = channel.read(buffer);
            }
        } catch (IOException | StorageException e) {
            throw GcsErrors.readBroke(ref.uri(), remaining, e);
        }
        if (count < 0) {
            throw new IOException(ref + " ended with " + remaining + " bytes to come; read it again.");
        }
        return count;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void close() {
        channel.close();
    }
}
