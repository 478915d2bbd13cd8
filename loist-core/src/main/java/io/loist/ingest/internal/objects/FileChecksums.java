package io.loist.ingest.internal.objects;

import io.loist.internal.Checksums;
import io.loist.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Size and checksums of bytes that have been read.
 *
 * @param size in bytes
 * @param crc32c big-endian, in Base64, as {@link StoredObject#crc32c} has it
 * @param sha256 in lower-case hexadecimal digits
 */
public record FileChecksums(long size, String crc32c, String sha256) {

    private static final int BUFFER = 64 * 1024;

    /** Reads a stream to its end. */
    public static FileChecksums of(InputStream in) throws IOException {
        Checksums sums = new Checksums();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sums.update(buffer, 0, count);
        }
        return of(sums);
    }

    /** Returns the checksums of bytes that have passed. */
    public static FileChecksums of(Checksums sums) {
        return new FileChecksums(sums.size(), sums.crc32c(), sums.sha256());
    }

    /** Returns the checksums of some bytes. */
    public static FileChecksums of(byte[] bytes) {
        return new FileChecksums(bytes.length, Checksums.crc32c(bytes), Checksums.sha256(bytes));
    }

    /** Returns the checksums of an object whose store has computed both. */
    public static FileChecksums of(StoredObject object) {
        return new FileChecksums(
                object.size(), Objects.requireNonNull(object.crc32c()), Objects.requireNonNull(object.sha256()));
    }

    /** Returns whether an object has these bytes. */
    public boolean match(StoredObject object) {
        return object.size() == size
                && crc32c.equals(object.crc32c())
                && (object.sha256() == null || object.sha256().equals(sha256));
    }
}
