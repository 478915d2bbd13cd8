package io.loist.object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes to store as an object, with its headers and a precondition. Immutable; create one with {@link #builder}. */
public final class Upload {

    private final ObjectRef target;
    private final Content content;
    private final String contentType;
    private final @Nullable String contentDisposition;
    private final @Nullable String cacheControl;
    private final Map<String, String> metadata;
    private final Precondition precondition;
    private final long generation;

    private Upload(Builder builder) {
        this.target = builder.target;
        this.content = builder.content;
        this.contentType = builder.contentType;
        this.contentDisposition = builder.contentDisposition;
        this.cacheControl = builder.cacheControl;
        this.metadata = builder.metadata;
        this.precondition = builder.precondition;
        this.generation = builder.generation;
    }

    /** Creates a builder of an upload of a file, which must not change until it is stored. */
    public static Builder builder(ObjectRef target, Path file) {
        Objects.requireNonNull(file, "file");
        return new Builder(target, new FileContent(file));
    }

    /** Creates a builder of an upload of bytes. The array is not copied and must not change until it is stored. */
    public static Builder builder(ObjectRef target, byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return new Builder(target, new ByteContent(bytes));
    }

    /** Creates a builder of an upload of the bytes of a source. */
    public static Builder builder(ObjectRef target, Content content) {
        return new Builder(target, Objects.requireNonNull(content, "content"));
    }

    /** Returns the object to store. */
    public ObjectRef target() {
        return target;
    }

    /** Returns the source of the bytes. */
    public Content content() {
        return content;
    }

    /** Returns the media type of the bytes. */
    public String contentType() {
        return contentType;
    }

    /** Returns the object's Content-Disposition header, or null for none. */
    public @Nullable String contentDisposition() {
        return contentDisposition;
    }

    /** Returns the object's Cache-Control header, or null for the store's default. */
    public @Nullable String cacheControl() {
        return cacheControl;
    }

    /** Returns the object's custom metadata by name; unmodifiable. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Returns the condition on the existing object under which the upload is stored. */
    public Precondition precondition() {
        return precondition;
    }

    /** Returns the generation that the object must be of, 0 if there must be none, or null if any object may be replaced. */
    public @Nullable Long generation() {
        return precondition == Precondition.NONE ? null : Long.valueOf(generation);
    }

    /** A source of bytes that can be opened more than once, so that a failed upload can be retried. */
    @FunctionalInterface
    public interface Content {

        /**
         * Opens a new stream of all bytes. The caller closes it.
         *
         * @throws IOException if they cannot be read
         */
        InputStream open() throws IOException;

        /**
         * Returns the number of bytes, or null if it is unknown, which is the default. A store that knows it need not buffer them.
         *
         * @throws IOException if it cannot be determined
         */
        default @Nullable Long size() throws IOException {
            return null;
        }
    }

    private record FileContent(Path file) implements Content {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        /** A pipe or device reports a size of 0, so 0 means unknown. */
        @Override
        public @Nullable Long size() throws IOException {
            long size = Files.size(file);
            return size == 0 ? null : Long.valueOf(size);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // it is never compared
    private record ByteContent(byte[] bytes) implements Content {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public @Nullable Long size() {
            return (long) bytes.length;
        }
    }

    /** What must be true of the target for an upload to happen. */
    public enum Precondition {
        /** There is no object of that name yet. It makes trying again safe, and is the default. */
        ABSENT,
        /** The object is of one generation, which is replaced; {@link Builder#replacing} names it. */
        GENERATION,
        /** Nothing: an object of that name is replaced. */
        NONE
    }

    /** Builds an {@link Upload}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final ObjectRef target;
        private final Content content;
        private String contentType = "application/octet-stream";
        private @Nullable String contentDisposition;
        private @Nullable String cacheControl;
        private Map<String, String> metadata = Map.of();
        private Precondition precondition = Precondition.ABSENT;
        private long generation;

        private Builder(ObjectRef target, Content content) {
            this.target = Objects.requireNonNull(target, "target");
            this.content = content;
        }

        /** Sets the media type; by default {@code application/octet-stream}. */
        public Builder contentType(String contentType) {
            this.contentType = Objects.requireNonNull(contentType, "contentType");
            return this;
        }

        /** Sets the object's Content-Disposition header; by default none. */
        public Builder contentDisposition(@Nullable String contentDisposition) {
            this.contentDisposition = contentDisposition;
            return this;
        }

        /** Sets the object's Cache-Control header; by default the store's own. */
        public Builder cacheControl(@Nullable String cacheControl) {
            this.cacheControl = cacheControl;
            return this;
        }

        /** Sets the object's custom metadata by name, replacing what was set before; by default none. */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata = Map.copyOf(metadata);
            return this;
        }

        /**
         * Sets the condition on the existing object; by default {@link Precondition#ABSENT}.
         *
         * @throws IllegalArgumentException if it is {@link Precondition#GENERATION}, which {@link #replacing} sets
         */
        public Builder precondition(Precondition precondition) {
            Objects.requireNonNull(precondition, "precondition");
            if (precondition == Precondition.GENERATION) {
                throw new IllegalArgumentException("GENERATION needs a number: call replacing(generation) instead");
            }
            this.precondition = precondition;
            this.generation = 0;
            return this;
        }

        /**
         * Makes the upload replace one generation of the object: check and replacement are one atomic step, and fail if the object has
         * another generation or does not exist.
         *
         * @param generation the {@link StoredObject#generation()} to replace
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder replacing(long generation) {
            if (generation <= 0) {
                throw new IllegalArgumentException("generation must be positive, but is " + generation);
            }
            this.precondition = Precondition.GENERATION;
            this.generation = generation;
            return this;
        }

        /** Returns the upload. */
        public Upload build() {
            return new Upload(this);
        }
    }
}
