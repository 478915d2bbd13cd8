package io.loist.storage.internal.file;

import io.loist.ObjectStoreException;
import io.loist.internal.Checksums;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.storage.internal.bytes.BlockInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32C;

/**
 * Reads an object's bytes from its file. If the range is the whole object, the checksum is verified with the last byte. As a channel, it
 * reads into a buffer outside the heap without another copy.
 */
final class StoredFileStream extends BlockInputStream implements ReadableByteChannel {

    private final ObjectRef ref;
    private final FileChannel channel;
    private final ObjectDescription description;
    private final CRC32C crc32c = new CRC32C();
    private final boolean whole;
    private final long end;
    private long position;

    StoredFileStream(ObjectRef ref, FileChannel channel, ByteRange range, ObjectDescription description) {
        this.ref = ref;
        this.channel = channel;
        this.description = description;
        this.position = Math.min(range.offset(), description.size());
        this.end = position + Math.min(range.length(), description.size() - position);
        this.whole = position == 0 && end == description.size();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int wanted = (int) Math.min(into.remaining(), end - position);
        ByteBuffer bytes = into.slice(into.position(), wanted);
        int count = channel.read(bytes, position);
        if (count < 0) {
            throw damaged("ends after " + position + " of " + description.size()
                    + " bytes; another program changed its file");
        }
        position += count;
        into.position(into.position() + count);
        if (whole) {
            check(bytes.flip());
        }
        return count;
    }

    private void check(ByteBuffer bytes) throws IOException {
        crc32c.update(bytes);
        if (position == end && !Checksums.encode(crc32c).equals(description.crc32c())) {
            throw damaged("does not have its stored checksum; its file is damaged");
        }
    }

    private IOException damaged(String how) {
        String message = ref + " " + how + ". Restore it from a backup.";
        return new IOException(
                message, new ObjectStoreException(ObjectStoreException.Reason.INTEGRITY, ref.uri(), message, null));
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
