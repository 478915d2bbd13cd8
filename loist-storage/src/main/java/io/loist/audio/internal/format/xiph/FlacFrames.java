package io.loist.audio.internal.format.xiph;

import io.loist.audio.internal.codec.FlacStreamInfo;
import io.loist.audio.internal.model.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last frame of a FLAC file, to detect a truncated file: FLAC declares the number of samples, not of bytes.
 */
final class FlacFrames {

    private static final int LEAST_SEARCHED = 64 * 1024;
    private static final int MOST_SEARCHED = 1024 * 1024;

    /** Sync code, sizes, the longest coded number, two long sizes and the checksum. */
    private static final int LONGEST_HEADER = 16;

    private FlacFrames() {}

    /** Returns the number of the sample after the last frame with a header in the file, or 0 if there is none. */
    static long lastSample(SourceFile file, long start, FlacStreamInfo info) {
        long searched = Math.min(MOST_SEARCHED, Math.max(LEAST_SEARCHED, 2L * info.maxFrameSize()));
        int length = (int) Math.min(searched, file.length() - start);
        // A frame of silence is shorter than the longest header
        byte[] tail = Arrays.copyOf(file.bytes(file.length() - length, length), length + LONGEST_HEADER);
        long last = 0;
        long largest = 0;
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Frame frame = tail[i] == (byte) 0xFF && (tail[i + 1] & 0xFE) == 0xF8 ? frameAt(tail, i, info) : null;
            if (frame != null) {
                largest = Math.max(largest, frame.samples);
                frames.add(frame);
            }
        }
        // All frames except the last have one size, which the description may get wrong; a single frame is not enough
        // to tell
        long blockSize = frames.size() > 1 ? largest : info.blockSize();
        for (Frame frame : frames) {
            long end = (frame.counted ? frame.number : frame.number * blockSize) + frame.samples;
            last = end <= info.samples() ? Math.max(last, end) : last;
        }
        return last;
    }

    /**
     * The header of a frame.
     *
     * @param counted whether the number is that of its first sample instead of the frame's
     * @param number the number, from 0
     * @param samples the number of samples of each channel
     */
    private record Frame(boolean counted, long number, long samples) {}

    /** Returns the frame whose header is at the index, or null if there is none. */
    private static @Nullable Frame frameAt(byte[] bytes, int index, FlacStreamInfo info) {
        int sizes = bytes[index + 2] & 0xFF;
        int sizeCode = sizes >> 4;
        int rateCode = sizes & 15;
        int channelCode = (bytes[index + 3] & 0xFF) >> 4;
        int channels = channelCode < 8 ? channelCode + 1 : 2;
        if (sizeCode == 0 || rateCode == 15 || channelCode > 10 || channels != info.channels()) {
            return null;
        }
        int numberLength = Math.max(1, Integer.numberOfLeadingZeros(~((bytes[index + 4] & 0xFF) << 24)));
        int header = 4
                + numberLength
                + (sizeCode == 6 ? 1 : sizeCode == 7 ? 2 : 0)
                + (rateCode == 12 ? 1 : rateCode > 12 ? 2 : 0);
        if (numberLength > 7 || header >= LONGEST_HEADER || crc8(bytes, index, header) != bytes[index + header]) {
            return null;
        }
        long number = bytes[index + 4] & (numberLength == 1 ? 0x7F : 0x7F >> numberLength);
        for (int i = 1; i < numberLength; i++) {
            number = number << 6 | (bytes[index + 4 + i] & 0x3F);
        }
        boolean counted = (bytes[index + 1] & 1) != 0;
        return new Frame(counted, number, samples(bytes, index + 4 + numberLength, sizeCode));
    }

    private static long samples(byte[] bytes, int behindNumber, int sizeCode) {
        return switch (sizeCode) {
            case 1 -> 192;
            case 2, 3, 4, 5 -> 576L << (sizeCode - 2);
            case 6 -> (bytes[behindNumber] & 0xFF) + 1L;
            case 7 -> ((bytes[behindNumber] & 0xFF) << 8 | (bytes[behindNumber + 1] & 0xFF)) + 1L;
            default -> 256L << (sizeCode - 8);
        };
    }

    private static byte crc8(byte[] bytes, int start, int length) {
        int crc = 0;
        for (int i = start; i < start + length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? crc << 1 ^ 0x07 : crc << 1;
            }
            crc &= 0xFF;
        }
        return (byte) crc;
    }
}
