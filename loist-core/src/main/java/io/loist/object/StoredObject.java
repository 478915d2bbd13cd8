package io.loist.object;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of a stored object. Immutable.
 *
 * @param ref the object's bucket and name
 * @param generation the version of the content, 0 or more; every replacement of the object gets another one
 * @param size the size in bytes, 0 or more
 * @param crc32c the CRC32C (RFC 3720) of the bytes: big-endian, in Base64, as Cloud Storage formats it; null only for an object
 *     whose track was adopted from a system that did not record it
 * @param contentType the media type, such as {@code audio/mpeg}
 * @param sha256 the lower-case hexadecimal SHA-256 of the bytes, or null if it was not computed
 */
public record StoredObject(
        ObjectRef ref,
        long generation,
        long size,
        @Nullable String crc32c,
        String contentType,
        @Nullable String sha256) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CRC_32C = Pattern.compile("[A-Za-z0-9+/]{6}==");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a number is negative or a checksum is malformed
     */
    public StoredObject {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(contentType, "contentType");
        if (generation < 0 || size < 0) {
            throw new IllegalArgumentException("generation and size must not be negative: " + generation + ", " + size);
        }
        if (crc32c != null && !CRC_32C.matcher(crc32c).matches()) {
            throw new IllegalArgumentException("crc32c must be four bytes in Base64, but is \"" + crc32c + "\"");
        }
        if (sha256 != null && !isSha256(sha256)) {
            throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits, or null");
        }
    }

    /** Returns whether a text consists of 64 lower-case hexadecimal digits. */
    public static boolean isSha256(String text) {
        return SHA_256.matcher(text).matches();
    }

    /**
     * Returns whether two objects have the same size and the same known CRC32C, by which stores recognise a move that has already
     * happened.
     */
    public boolean hasSameBytesAs(StoredObject other) {
        return size == other.size && crc32c != null && crc32c.equals(other.crc32c);
    }

    /** Returns a copy with another SHA-256. */
    public StoredObject withSha256(@Nullable String sha256) {
        return new StoredObject(ref, generation, size, crc32c, contentType, sha256);
    }
}
