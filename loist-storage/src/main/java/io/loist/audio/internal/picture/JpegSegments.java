package io.loist.audio.internal.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The segments before the image data of a JPEG: its size, its orientation, and application data that decoders do not need. */
public final class JpegSegments {

    /** The start-of-frame segment. */
    public record Frame(int width, int height, boolean progressive) {}

    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int START_OF_SCAN = 0xDA;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE;
    private static final int COMMENT = 0xFE;
    private static final int ORIENTATION = 0x0112;
    private static final int MAX_SEGMENTS = 10_000;

    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private @Nullable Frame frame;
    private int orientation = 1;

    private JpegSegments() {}

    public static JpegSegments of(byte[] jpeg) {
        JpegSegments segments = new JpegSegments();
        segments.walk(jpeg);
        return segments;
    }

    /** Returns the start-of-frame segment, or null if there is none. */
    @Nullable
    public Frame frame() {
        return frame;
    }

    /** Returns the EXIF orientation, from 1 (upright) to 8. */
    public int orientation() {
        return orientation;
    }

    /** Returns the JPEG without thumbnails, colour profiles, comments and other application data. */
    public byte[] plain() {
        return plain.toByteArray();
    }

    private void walk(byte[] jpeg) {
        ByteBuffer bytes = ByteBuffer.wrap(jpeg);
        plain.write(jpeg, 0, 2);
        int position = 2;
        for (int count = 0; count < MAX_SEGMENTS && position + 4 <= jpeg.length && jpeg[position] == -1; count++) {
            int marker = jpeg[position + 1] & 0xFF;
            if (marker == 0xFF) { // padding
                position++;
                continue;
            }
            int length = 2 + (bytes.getShort(position + 2) & 0xFFFF);
            if (marker == START_OF_SCAN || length < 4 || length > jpeg.length - position) {
                break;
            }
            boolean ofApplication = (marker & 0xF0) == 0xE0 && marker != ADOBE;
            if (marker == EXIF) {
                readExif(ByteBuffer.wrap(jpeg, position + 4, length - 4).slice());
            } else if (isFrame(marker) && length >= 10) {
                frame = new Frame(
                        bytes.getShort(position + 7) & 0xFFFF,
                        bytes.getShort(position + 5) & 0xFFFF,
                        marker != BASELINE && marker != EXTENDED);
            }
            if (!ofApplication && marker != COMMENT) {
                plain.write(jpeg, position, length);
            }
            position += length;
        }
        plain.write(jpeg, position, jpeg.length - position);
    }

    /** Returns whether a marker starts a frame; three numbers in that range belong to other segments. */
    private static boolean isFrame(int marker) {
        return (marker & 0xF0) == BASELINE && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private void readExif(ByteBuffer exif) {
        if (exif.limit() < 16
                || !StandardCharsets.ISO_8859_1
                        .decode(exif.slice(0, 4))
                        .toString()
                        .equals("Exif")) {
            return;
        }
        ByteBuffer tiff = exif.slice(6, exif.limit() - 6);
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 0 || directory > tiff.limit() - 2) {
            return;
        }
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int entry = 0; entry < entries && directory + 2 + (entry + 1) * 12 <= tiff.limit(); entry++) {
            int at = directory + 2 + entry * 12;
            int value = tiff.getShort(at + 8);
            if ((tiff.getShort(at) & 0xFFFF) == ORIENTATION && value >= 1 && value <= 8) {
                orientation = value;
            }
        }
    }
}
