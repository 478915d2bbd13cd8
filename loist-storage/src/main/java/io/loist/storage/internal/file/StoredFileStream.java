package io.loist.storage.internal.file;

import io.loist.ObjectStoreException;
import io.loist.internal.Checksums;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.storage.internal.bytes.BlockInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.zip.CRC32C;

/** Reads an object's bytes from its file. If the range is the whole object, the checksum is verified with the last byte. */
final class StoredFileStream extends BlockInputStream {

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
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        int count = channel.read(ByteBuffer.wrap(into, offset, wanted), position);
        if (count < 0) {
            throw damaged("ends after " + position + " of " + description.size()
                    + " bytes; another program changed its file");
        }
        position += count;
        if (whole) {
            check(into, offset, count);
        }
        return count;
    }

    private void check(byte[] bytes, int offset, int count) throws IOException {
        crc32c.update(bytes, offset, count);
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
    public void close() throws IOException {
        channel.close();
    }
}
