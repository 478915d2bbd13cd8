package io.loist.upload;

import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The properties that an uploaded object is checked for. Immutable and safe for use by several threads; create one with {@link #builder}. */
public final class ExpectedUpload {

    private final ObjectRef object;
    private final long minSize;
    private final long maxSize;
    private final @Nullable String contentType;
    private final @Nullable String crc32c;
    private final @Nullable Long generation;

    private ExpectedUpload(Builder builder) {
        this.object = builder.object;
        this.minSize = builder.minSize;
        this.maxSize = builder.maxSize;
        this.contentType = builder.contentType;
        this.crc32c = builder.crc32c;
        this.generation = builder.generation;
    }

    /** Creates a builder. With no further calls, the only expectation is that the object exists. */
    public static Builder builder(ObjectRef object) {
        return new Builder(object);
    }

    ObjectRef object() {
        return object;
    }

    /** Returns the first difference of a stored object from what is expected, or empty if there is none. */
    Optional<Mismatch> mismatch(StoredObject stored) {
        if (generation != null && generation != stored.generation()) {
            return different(
                    Reason.PRECONDITION_FAILED, "it was replaced, its generation is now " + stored.generation());
        }
        if (stored.size() < minSize || stored.size() > maxSize) {
            return different(
                    Reason.INTEGRITY, "it has " + stored.size() + " bytes instead of " + minSize + " to " + maxSize);
        }
        if (contentType != null && !fits(stored.contentType().toLowerCase(Locale.ROOT))) {
            return different(Reason.INTEGRITY, "its type is " + stored.contentType() + " instead of " + contentType);
        }
        if (crc32c != null && !crc32c.equals(stored.crc32c())) {
            return different(Reason.INTEGRITY, "its CRC32C is " + stored.crc32c() + " instead of " + crc32c);
        }
        return Optional.empty();
    }

    private boolean fits(String type) {
        String expected = Objects.requireNonNull(contentType);
        return expected.endsWith("/*")
                ? type.startsWith(expected.substring(0, expected.length() - 1))
                : type.equals(expected);
    }

    private static Optional<Mismatch> different(Reason reason, String what) {
        return Optional.of(new Mismatch(reason, what));
    }

    /** Builds an {@link ExpectedUpload}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final ObjectRef object;
        private long minSize;
        private long maxSize = Long.MAX_VALUE;
        private @Nullable String contentType;
        private @Nullable String crc32c;
        private @Nullable Long generation;

        private Builder(ObjectRef object) {
            this.object = Objects.requireNonNull(object, "object");
        }

        /**
         * Sets the minimum and maximum number of bytes, both inclusive; by default any size.
         *
         * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}
         */
        public Builder size(long min, long max) {
            if (min < 0 || max < min) {
                throw new IllegalArgumentException("a size range needs 0 <= min <= max, but is " + min + " to " + max);
            }
            this.minSize = min;
            this.maxSize = max;
            return this;
        }

        /** Sets the media type, such as {@code audio/flac}, or {@code audio/*} for all its subtypes; by default any type. Case is ignored. */
        public Builder contentType(String contentType) {
            this.contentType = contentType.toLowerCase(Locale.ROOT);
            return this;
        }

        /** Sets the CRC32C that the browser computed, in the form of {@link StoredObject#crc32c()}; by default any. */
        public Builder crc32c(String crc32c) {
            this.crc32c = Objects.requireNonNull(crc32c, "crc32c");
            return this;
        }

        /** Sets the generation that the store's answer to the upload named ({@code x-goog-generation}); by default any. */
        public Builder generation(long generation) {
            this.generation = generation;
            return this;
        }

        /** Returns the expectation. */
        public ExpectedUpload build() {
            return new ExpectedUpload(this);
        }
    }

    /**
     * A difference between a stored object and what is expected.
     *
     * @param reason the reason of the exception to throw
     * @param what the difference, as the end of a sentence
     */
    record Mismatch(Reason reason, String what) {}
}
