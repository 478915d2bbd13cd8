package io.loist.audio;

/**
 * Finds the last frame of a FLAC file, to see whether its sound is all there: FLAC declares samples, not bytes.
 */
final class FlacFrames {

    private static final int LEAST_SEARCHED = 64 * 1024;
    private static final int MOST_SEARCHED = 1024 * 1024;

    /** Sync, sizes, the longest coded number, two longest sizes and the check. */
    private static final int LONGEST_HEADER = 16;

    private FlacFrames() {}

    /** Returns the sample behind the last frame of which the file has the header, or 0 if none was found. */
    static long lastSample(SourceFile file, long start, FlacStreamInfo info) {
        long searched = Math.min(MOST_SEARCHED, Math.max(LEAST_SEARCHED, 2L * info.maxFrameSize()));
        int length = (int) Math.min(searched, file.length() - start);
        byte[] tail = file.bytes(file.length() - length, length);
        long last = 0;
        for (int i = 0; i + LONGEST_HEADER <= tail.length; i++) {
            if (tail[i] == (byte) 0xFF && (tail[i + 1] & 0xFE) == 0xF8) {
                long end = endOfFrame(tail, i, info);
                if (end <= info.samples()) {
                    last = Math.max(last, end);
                }
            }
        }
        return last;
    }

    /** Returns the sample behind the frame whose header is at the index, or 0 if there is none. */
    private static long endOfFrame(byte[] bytes, int index, FlacStreamInfo info) {
        int sizes = bytes[index + 2] & 0xFF;
        int sizeCode = sizes >> 4;
        int rateCode = sizes & 15;
        int channelCode = (bytes[index + 3] & 0xFF) >> 4;
        int channels = channelCode < 8 ? channelCode + 1 : 2;
        if (sizeCode == 0 || rateCode == 15 || channelCode > 10 || channels != info.channels()) {
            return 0;
        }
        int numberLength = Math.max(1, Integer.numberOfLeadingZeros(~((bytes[index + 4] & 0xFF) << 24)));
        int header = 4
                + numberLength
                + (sizeCode == 6 ? 1 : sizeCode == 7 ? 2 : 0)
                + (rateCode == 12 ? 1 : rateCode > 12 ? 2 : 0);
        if (numberLength > 7 || header >= LONGEST_HEADER || crc8(bytes, index, header) != bytes[index + header]) {
            return 0;
        }
        long number = bytes[index + 4] & (numberLength == 1 ? 0x7F : 0x7F >> numberLength);
        for (int i = 1; i < numberLength; i++) {
            number = number << 6 | (bytes[index + 4 + i] & 0x3F);
        }
        boolean counted = (bytes[index + 1] & 1) != 0;
        long first = counted ? number : number * info.blockSize();
        return first + samples(bytes, index + 4 + numberLength, sizeCode);
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
