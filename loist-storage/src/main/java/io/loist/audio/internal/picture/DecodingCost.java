package io.loist.audio.internal.picture;

/**
 * What the JDK's decoders take for a picture at most, computed from its headers: a few bytes can declare any number of pixels.
 *
 * @param work the number of steps, each a few nanoseconds
 * @param memory in bytes, outside of the heap or inside it, without the decoded picture
 */
public record DecodingCost(long work, long memory) {

    /** The maximum number of steps: a few seconds. */
    static final long MAX_WORK = 600_000_000;

    /** The maximum memory: 96 MiB. */
    static final long MAX_MEMORY = 96L * 1024 * 1024;

    /** The maximum number of scans; those who optimise JPEGs use about a dozen. */
    private static final int MAX_SCANS = 64;

    private static final DecodingCost TOO_HIGH = new DecodingCost(Long.MAX_VALUE, Long.MAX_VALUE);

    /** The steps for each byte of a PNG's rows, and for each pixel of a format that is decoded completely. */
    private static final int STEPS_PER_BYTE = 4;

    private static final int STEPS_PER_PIXEL = 24;

    public boolean isTaken() {
        return work <= MAX_WORK && memory <= MAX_MEMORY;
    }

    /** Returns the cost of a JPEG. */
    public static DecodingCost of(JpegSegments jpeg) {
        JpegSegments.Frame frame = jpeg.frame();
        int scans = jpeg.scans();
        if (frame == null || scans == 0 || scans > MAX_SCANS) {
            return TOO_HIGH;
        }
        return new DecodingCost(frame.samples() * scans, jpeg.isBuffered() ? 2 * frame.samples() : 0);
    }

    /** Returns the cost of a picture of another format. */
    public static DecodingCost of(byte[] picture, ImageType type, ImageSize size) {
        return switch (type) {
            case PNG -> new DecodingCost(STEPS_PER_BYTE * pngBytes(picture, size), 0);
            case GIF -> new DecodingCost(STEPS_PER_PIXEL * size.pixels(), size.pixels());
            case BMP ->
                isPlainBitmap(picture) ? new DecodingCost(STEPS_PER_PIXEL * size.pixels(), size.pixels()) : TOO_HIGH;
            case JPEG, WEBP -> TOO_HIGH;
        };
    }

    /** Returns the bytes of all rows, with those of the passes of an interlaced picture. */
    private static long pngBytes(byte[] png, ImageSize size) {
        int channels = switch (png[25]) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
        return size.height() * (2 + size.width() * channels * (png[24] & 0xFF) / 8);
    }

    /** A bitmap may contain a whole JPEG or PNG, or a colour profile. */
    private static boolean isPlainBitmap(byte[] bitmap) {
        boolean noPicture = bitmap.length > 33 && bitmap[30] >= 0 && bitmap[30] <= 3;
        return noPicture && (bitmap[14] & 0xFF) <= 108;
    }
}
