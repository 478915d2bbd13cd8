package io.loist.audio.internal.picture;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The supported picture formats, recognised by their first bytes, because tags often declare the wrong one. */
public enum ImageType {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp"),
    BMP("image/bmp", "bmp");

    /** The number of leading bytes that {@link #of} needs. */
    public static final int MIN_BYTES = 16;

    private final String contentType;
    private final String extension;

    ImageType(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    public String contentType() {
        return contentType;
    }

    public String extension() {
        return extension;
    }

    /** Returns the format of a picture, or null if it is not supported. */
    public static @Nullable ImageType of(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            return null;
        }
        String start = new String(bytes, 0, MIN_BYTES, StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return GIF;
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return WEBP;
        }
        return start.startsWith("BM") && start.startsWith("\0\0\0\0", 6) ? BMP : null;
    }
}
