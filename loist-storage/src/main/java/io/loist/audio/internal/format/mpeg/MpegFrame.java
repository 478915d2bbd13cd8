package io.loist.audio.internal.format.mpeg;

import io.loist.audio.internal.model.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * The header of a frame of MPEG audio.
 *
 * @param version 1, 2, or 3 for MPEG 2.5
 * @param layer from 1 to 3
 * @param bitrate in bits per second
 * @param sampleRate in hertz
 * @param channels 1 or 2
 * @param samples the number of samples of each channel
 * @param length the number of bytes, including the header
 */
record MpegFrame(int version, int layer, int bitrate, int sampleRate, int channels, int samples, int length) {

    static final int HEADER = 4;

    private static final int[][] KILOBITS = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    };
    private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

    /** Reads the frame at the position, or null if there is none. */
    static @Nullable MpegFrame at(SourceFile file, long position) {
        return at(file, position, 0);
    }

    /**
     * Reads the frame at the position, or null if there is none.
     *
     * @param freeLength the number of bytes of a free-format frame without padding; 0 excludes free format
     */
    static @Nullable MpegFrame at(SourceFile file, long position, int freeLength) {
        return file.has(position, HEADER) ? parse(file.at(position, HEADER).getInt(0), freeLength) : null;
    }

    private static @Nullable MpegFrame parse(int bits, int freeLength) {
        int versionBits = bits >> 19 & 3;
        int layer = 4 - (bits >> 17 & 3);
        int bitrateIndex = bits >> 12 & 15;
        int rateIndex = bits >> 10 & 3;
        boolean sync = bits >>> 21 == 0x7FF;
        boolean rated = bitrateIndex > 0 || freeLength > 0;
        if (!sync || versionBits == 1 || layer == 4 || !rated || bitrateIndex == 15 || rateIndex == 3) {
            return null;
        }
        int version = versionBits == 3 ? 1 : versionBits == 2 ? 2 : 3;
        int table = version == 1 ? layer - 1 : layer == 1 ? 3 : 4;
        int sampleRate = SAMPLE_RATES[rateIndex] >> (version - 1);
        int samples = layer == 1 ? 384 : layer == 3 && version > 1 ? 576 : 1152;
        int slot = layer == 1 ? 4 : 1;
        int bitrate = bitrateIndex == 0
                ? Math.toIntExact(8L * freeLength * sampleRate / samples)
                : KILOBITS[table][bitrateIndex] * 1000;
        int whole = bitrateIndex == 0 ? freeLength : samples / 8 / slot * bitrate / sampleRate * slot;
        int length = whole + (bits >> 9 & 1) * slot;
        return new MpegFrame(version, layer, bitrate, sampleRate, (bits >> 6 & 3) == 3 ? 1 : 2, samples, length);
    }

    /** Returns whether the other frame can belong to the same sound. */
    boolean agreesWith(@Nullable MpegFrame other) {
        return other != null && other.version == version && other.layer == layer && other.sampleRate == sampleRate;
    }
}
