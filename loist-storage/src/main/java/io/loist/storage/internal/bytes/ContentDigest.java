package io.loist.storage.internal.bytes;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Counts bytes as they pass and computes their checksums. Not safe for use by several threads. */
public final class ContentDigest {

    private final CRC32C crc32c = new CRC32C();
    private final MessageDigest sha256 = newSha256();
    private long size;

    public void update(byte[] bytes, int offset, int length) {
        crc32c.update(bytes, offset, length);
        sha256.update(bytes, offset, length);
        size += length;
    }

    /** Returns how many bytes have passed. */
    public long size() {
        return size;
    }

    /** Returns the CRC32C of the bytes so far, as Cloud Storage writes it. */
    public String crc32c() {
        return encode(crc32c);
    }

    /** Returns the SHA-256 of the bytes so far, in lower-case hexadecimal digits, and starts that sum anew: call it once. */
    public String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Writes a CRC32C as Cloud Storage does: big-endian, in Base64. */
    public static String encode(CRC32C crc32c) {
        byte[] value = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) crc32c.getValue())
                .array();
        return Base64.getEncoder().encodeToString(value);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256, though every one must.", e);
        }
    }
}
