package io.loist.ingest.spi;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A picture found in an audio file, as its own bytes. Immutable; equal to another of the same type and bytes. */
public final class Artwork {

    private final String contentType;
    private final String extension;
    private final byte[] bytes;

    /**
     * Creates a picture.
     *
     * @param contentType the media type that the bytes themselves show, such as {@code image/jpeg}
     * @param extension the usual extension of that type, without a dot
     * @param bytes the picture; copied
     */
    public Artwork(String contentType, String extension, byte[] bytes) {
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.extension = Objects.requireNonNull(extension, "extension");
        this.bytes = bytes.clone();
    }

    /** Returns the media type. */
    public String contentType() {
        return contentType;
    }

    /** Returns the usual extension of the type, without a dot. */
    public String extension() {
        return extension;
    }

    /** Returns a copy of the picture's bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Artwork artwork
                && contentType.equals(artwork.contentType)
                && extension.equals(artwork.extension)
                && Arrays.equals(bytes, artwork.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * contentType.hashCode() + Arrays.hashCode(bytes);
    }

    /** Returns the type and the size, not the bytes. */
    @Override
    public String toString() {
        return contentType + ", " + bytes.length + " bytes";
    }
}
