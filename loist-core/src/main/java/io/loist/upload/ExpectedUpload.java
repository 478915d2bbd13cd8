package io.loist.upload;

import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.SigningLimits;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an upload must have brought. Immutable; make one with {@link #builder}. */
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

    /** Starts to say what an object must be; without any more, it must only be there. */
    public static Builder builder(ObjectRef object) {
        return new Builder(object);
    }

    ObjectRef object() {
        return object;
    }

    /** Returns in what a stored object differs, or empty. */
    Optional<Mismatch> mismatch(StoredObject stored) {
        if (generation != null && generation != stored.generation()) {
            return different(
                    Reason.PRECONDITION_FAILED, "it has been replaced and is of generation " + stored.generation());
        }
        if (stored.size() < minSize || stored.size() > maxSize) {
            return different(
                    Reason.INTEGRITY,
                    "it has " + stored.size() + " bytes, which is not from " + minSize + " to " + maxSize);
        }
        if (contentType != null && !fits(stored.contentType().toLowerCase(Locale.ROOT))) {
            return different(
                    Reason.INTEGRITY, "it is of type " + stored.contentType() + " and not of type " + contentType);
        }
        if (crc32c != null && !crc32c.equals(stored.crc32c())) {
            return different(Reason.INTEGRITY, "its CRC32C is " + stored.crc32c() + " and not " + crc32c);
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
         * Sets the least and the greatest number of bytes; by default any.
         *
         * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}
         */
        public Builder size(long min, long max) {
            SigningLimits.requireRange(min, max);
            this.minSize = min;
            this.maxSize = max;
            return this;
        }

        /** Sets the media type, such as {@code audio/flac}, or {@code audio/*} for every type of that kind; by default any. */
        public Builder contentType(String contentType) {
            this.contentType = contentType.toLowerCase(Locale.ROOT);
            return this;
        }

        /** Sets the CRC32C that the browser computed, written as in {@link StoredObject#crc32c()}; by default any. */
        public Builder crc32c(String crc32c) {
            this.crc32c = Objects.requireNonNull(crc32c, "crc32c");
            return this;
        }

        /** Sets the generation that the store's answer to the upload named ({@code x-goog-generation}); by default any. */
        public Builder generation(long generation) {
            this.generation = generation;
            return this;
        }

        /** Returns what is expected. */
        public ExpectedUpload build() {
            return new ExpectedUpload(this);
        }
    }

    /**
     * In what an object differs.
     *
     * @param reason of which kind that is
     * @param what what is different, the end of a sentence
     */
    record Mismatch(Reason reason, String what) {}
}
