package io.loist.object;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object as a store holds it: its place and its bytes. Made by stores, or by {@link #builder}.
 *
 * @param ref the bucket and the name
 * @param generation the number of this content of the object, 0 or more; it changes whenever the bytes are replaced. 0 if unknown
 * @param size the number of bytes, 0 or more
 * @param crc32c the CRC32C (RFC 3720) of the bytes: big-endian, in Base64, as Cloud Storage gives it; null for an object
 *     whose track was adopted from a system that did not record it, and where Cloud Storage does not give it: in lists of objects that
 *     a key of the customer's encrypts
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
     * @throws IllegalArgumentException if a number is negative, or a checksum is malformed
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

    /** Creates a builder of an object, at first of generation 0, without bytes, of unknown checksums and content type. */
    public static Builder builder(ObjectRef ref) {
        return new Builder(new StoredObject(ref, 0, 0, null, "", null));
    }

    /** Creates a builder with the values of this object. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns whether a text is a lower-case hexadecimal SHA-256. */
    public static boolean isSha256(String text) {
        return SHA_256.matcher(text).matches();
    }

    /** Returns whether the sizes and the CRC32Cs of two objects are known and equal. */
    public boolean hasSameBytesAs(StoredObject other) {
        return size == other.size && crc32c != null && crc32c.equals(other.crc32c);
    }

    /** Returns this object with a SHA-256, or without if it is null. */
    public StoredObject withSha256(@Nullable String sha256) {
        return toBuilder().sha256(sha256).build();
    }

    /** Builds a {@link StoredObject}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final ObjectRef ref;
        private long generation;
        private long size;
        private @Nullable String crc32c;
        private String contentType;
        private @Nullable String sha256;

        private Builder(StoredObject object) {
            this.ref = object.ref;
            this.generation = object.generation;
            this.size = object.size;
            this.crc32c = object.crc32c;
            this.contentType = object.contentType;
            this.sha256 = object.sha256;
        }

        /** Sets the number of this content of the object. */
        public Builder generation(long generation) {
            this.generation = generation;
            return this;
        }

        /** Sets the number of bytes. */
        public Builder size(long size) {
            this.size = size;
            return this;
        }

        /** Sets the CRC32C of the bytes, in Base64, or null if unknown. */
        public Builder crc32c(@Nullable String crc32c) {
            this.crc32c = crc32c;
            return this;
        }

        /** Sets the media type. */
        public Builder contentType(String contentType) {
            this.contentType = contentType;
            return this;
        }

        /** Sets the SHA-256 of the bytes, or null if unknown. */
        public Builder sha256(@Nullable String sha256) {
            this.sha256 = sha256;
            return this;
        }

        /**
         * Returns the object.
         *
         * @throws IllegalArgumentException if a number is negative, or a checksum is malformed
         */
        public StoredObject build() {
            return new StoredObject(ref, generation, size, crc32c, contentType, sha256);
        }
    }
}
