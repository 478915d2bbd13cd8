package io.loist.ingest;

import io.loist.object.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Size and checksums of bytes that were read once.
 *
 * @param crc32c big-endian, in Base64, as stores give it
 * @param sha256 in lower-case hexadecimal digits
 */
record FileSums(long size, String crc32c, String sha256) {

    private static final int CHUNK = 64 * 1024;

    /** Reads a stream to its end, and writes what it gives elsewhere. */
    static FileSums copying(InputStream in, OutputStream out) throws IOException {
        MessageDigest sha256 = newSha256();
        CRC32C crc32c = new CRC32C();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            sha256.update(chunk, 0, count);
            crc32c.update(chunk, 0, count);
            out.write(chunk, 0, count);
            size += count;
        }
        return new FileSums(size, text(crc32c), HexFormat.of().formatHex(sha256.digest()));
    }

    /** Returns the one sum of bytes that costs next to nothing. */
    static String crc32c(byte[] bytes) {
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes, 0, bytes.length);
        return text(crc32c);
    }

    private static String text(CRC32C crc32c) {
        byte[] crc = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) crc32c.getValue())
                .array();
        return Base64.getEncoder().encodeToString(crc);
    }

    /** Returns the sums of an object that was just stored. */
    static FileSums of(StoredObject object) {
        return new FileSums(
                object.size(), Objects.requireNonNull(object.crc32c()), Objects.requireNonNull(object.sha256()));
    }

    static FileSums of(byte[] bytes) {
        try {
            return copying(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    /** Returns whether an object has these bytes. */
    boolean match(StoredObject object) {
        return object.size() == size
                && crc32c.equals(object.crc32c())
                && (object.sha256() == null || object.sha256().equals(sha256));
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
