package io.loist.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Counts bytes and computes their checksums as they pass: the CRC32C as Cloud Storage writes it (big-endian, in Base64) and the
 * SHA-256 in lower-case hexadecimal digits. Not safe for use by several threads.
 */
public final class Checksums {

    private final CRC32C crc32c = new CRC32C();
    private final MessageDigest sha256 = newSha256();
    private long size;

    /** Adds bytes. */
    public void update(byte[] bytes, int offset, int length) {
        crc32c.update(bytes, offset, length);
        sha256.update(bytes, offset, length);
        size += length;
    }

    /** Returns how many bytes have passed. */
    public long size() {
        return size;
    }

    /** Returns the CRC32C of the bytes so far. */
    public String crc32c() {
        return encode(crc32c);
    }

    /** Returns the SHA-256 of the bytes so far, and resets it: call it once. */
    public String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Returns the CRC32C of some bytes. */
    public static String crc32c(byte[] bytes) {
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes, 0, bytes.length);
        return encode(crc32c);
    }

    /** Returns the SHA-256 of some bytes. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    /** Writes a CRC32C as Cloud Storage does. */
    public static String encode(CRC32C crc32c) {
        byte[] value = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) crc32c.getValue())
                .array();
        return Base64.getEncoder().encodeToString(value);
    }

    /** Returns a SHA-256 that has no bytes yet. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256, though every one must.", e);
        }
    }
}
