package io.loist.audio.internal.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The segments before the first scan of a JPEG: its size, its orientation, and what decoding it takes. Markers are found as libjpeg finds
 * them, so that what is checked here is what is decoded.
 */
public final class JpegSegments {

    /**
     * The start-of-frame segment.
     *
     * @param components the number of colour components
     * @param samples the number of samples, and of coefficients, of all components, with the padding to whole blocks
     */
    public record Frame(int width, int height, boolean progressive, int components, long samples) {}

    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE;
    private static final int COMMENT = 0xFE;
    private static final int ORIENTATION = 0x0112;
    private static final int MAX_SEGMENTS = 10_000;

    private final byte[] jpeg;
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private @Nullable Frame frame;
    private int orientation = 1;
    private int firstScan;

    private JpegSegments(byte[] jpeg) {
        this.jpeg = jpeg;
    }

    public static JpegSegments of(byte[] jpeg) {
        JpegSegments segments = new JpegSegments(jpeg);
        segments.walk();
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

    /**
     * Returns the JPEG without thumbnails, colour profiles, comments, other application data, and what is between segments; empty if it
     * has no scan.
     */
    public byte[] plain() {
        return firstScan == 0 ? new byte[0] : plain.toByteArray();
    }

    /** Returns the number of scans, or more: every scan begins with these two bytes. */
    public int scans() {
        int scans = 0;
        for (int i = firstScan; firstScan > 0 && i + 1 < jpeg.length; i++) {
            scans += jpeg[i] == -1 && (jpeg[i + 1] & 0xFF) == START_OF_SCAN ? 1 : 0;
        }
        return scans;
    }

    /** Returns whether a decoder keeps all coefficients: a later scan adds to them, or to those of another component. */
    public boolean isBuffered() {
        return frame == null
                || frame.progressive()
                || firstScan + 4 >= jpeg.length
                || (jpeg[firstScan + 4] & 0xFF) < frame.components();
    }

    private void walk() {
        ByteBuffer bytes = ByteBuffer.wrap(jpeg);
        plain.write(jpeg, 0, 2);
        int position = nextMarker(2);
        for (int count = 0; count < MAX_SEGMENTS && position + 4 <= jpeg.length; count++) {
            int marker = jpeg[position + 1] & 0xFF;
            if (marker == 1 || (marker >= 0xD0 && marker < START)) { // has no length
                position = nextMarker(position + 2);
                continue;
            }
            int length = 2 + (bytes.getShort(position + 2) & 0xFFFF);
            if (marker == START_OF_SCAN) {
                firstScan = position;
                plain.write(jpeg, position, jpeg.length - position);
                return;
            }
            if (marker == START || marker == END || length < 4 || length > jpeg.length - position) {
                return;
            }
            boolean ofApplication = (marker & 0xF0) == 0xE0 && marker != ADOBE;
            if (marker == EXIF) {
                readExif(ByteBuffer.wrap(jpeg, position + 4, length - 4).slice());
            } else if (isFrame(marker) && length >= 10 && frame == null) {
                frame = frame(
                        marker, ByteBuffer.wrap(jpeg, position + 4, length - 4).slice());
            }
            if (!ofApplication && marker != COMMENT) {
                plain.write(jpeg, position, length);
            }
            position = nextMarker(position + length);
        }
    }

    /** Returns where the next marker begins; bytes before it are skipped, as are those that fill it up. */
    private int nextMarker(int from) {
        int position = from;
        while (position + 1 < jpeg.length
                && (jpeg[position] != -1 || jpeg[position + 1] == -1 || jpeg[position + 1] == 0)) {
            position++;
        }
        return position;
    }

    private static Frame frame(int marker, ByteBuffer segment) {
        int height = segment.getShort(1) & 0xFFFF;
        int width = segment.getShort(3) & 0xFFFF;
        int components = segment.get(5) & 0xFF;
        int present = Math.min(components, (segment.limit() - 6) / 3);
        int across = 1;
        int down = 1;
        int blocks = 0;
        for (int i = 0; i < present; i++) {
            int factors = segment.get(7 + 3 * i);
            int horizontal = Math.min(4, factors >> 4 & 0xF);
            int vertical = Math.min(4, factors & 0xF);
            across = Math.max(across, horizontal);
            down = Math.max(down, vertical);
            blocks += horizontal * vertical;
        }
        long units = ((width + 8L * across - 1) / (8L * across)) * ((height + 8L * down - 1) / (8L * down));
        boolean progressive = marker != BASELINE && marker != EXTENDED;
        return new Frame(width, height, progressive, components, units * blocks * 64);
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
