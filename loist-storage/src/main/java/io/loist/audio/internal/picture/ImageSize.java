package io.loist.audio.internal.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The size of a picture, read from its header without decoding it.
 *
 * @param width the width in pixels
 * @param height the height in pixels
 */
public record ImageSize(long width, long height) {

    /** The maximum length of a side in pixels. */
    public static final long MAX_SIDE = 30_000;

    /** The maximum number of pixels: 20,000 by 20,000. */
    public static final long MAX_PIXELS = 400_000_000;

    private static final int WEBP_LOSSLESS = 'L';
    private static final int WEBP_EXTENDED = 'X';

    public boolean isTaken() {
        return width <= MAX_SIDE && height <= MAX_SIDE && pixels() <= MAX_PIXELS;
    }

    public long pixels() {
        return width * height;
    }

    /** Reads the size; null if the header is damaged. */
    public static @Nullable ImageSize of(byte[] bytes, ImageType type) {
        try {
            ByteBuffer picture = ByteBuffer.wrap(bytes);
            ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return switch (type) {
                case PNG -> sized(picture.getInt(16) & 0xFFFFFFFFL, picture.getInt(20) & 0xFFFFFFFFL);
                case GIF -> sized(little.getShort(6) & 0xFFFF, little.getShort(8) & 0xFFFF);
                case BMP -> sized(little.getInt(18), Math.abs((long) little.getInt(22)));
                case WEBP -> webp(little);
                case JPEG -> {
                    JpegSegments.Frame frame = JpegSegments.of(bytes).frame();
                    yield frame == null ? null : sized(frame.width(), frame.height());
                }
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static ImageSize webp(ByteBuffer bytes) {
        int kind = bytes.get(15);
        if (kind == WEBP_EXTENDED) {
            return new ImageSize((bytes.getInt(24) & 0xFFFFFF) + 1L, (bytes.getInt(27) & 0xFFFFFF) + 1L);
        }
        if (kind == WEBP_LOSSLESS) {
            int bits = bytes.getInt(21);
            return new ImageSize((bits & 0x3FFF) + 1L, (bits >> 14 & 0x3FFF) + 1L);
        }
        return new ImageSize(bytes.getShort(26) & 0x3FFF, bytes.getShort(28) & 0x3FFF);
    }

    private static @Nullable ImageSize sized(long width, long height) {
        return width > 0 && height > 0 ? new ImageSize(width, height) : null;
    }
}
