package io.loist.audio.internal.format.mpeg;

import io.loist.audio.internal.model.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * MPEG audio in free format: frames do not declare their length, but all have the same length, which is the distance of two headers.
 *
 * @param length the number of bytes of a frame without padding
 */
public record MpegFreeFormat(int length) {

    private static final int SHORTEST = 24;

    /** The length at the maximum rate that decoders must support, 640 kbit/s at 8,000 Hz, with a margin. */
    private static final int LONGEST = 8_192;

    private static final int FRAMES_THAT_PROVE = 5;

    /** The bits that all headers share: sync, version, layer, rates and channels, but not padding and stereo mode. */
    private static final int SHARED = 0xFFFEFC00;

    /** The mark of free format: a sync code and a bit rate of 0. */
    private static final int SYNC_AND_RATE = 0xFFE0F000;

    private static final int FREE = 0xFFE00000;

    /** Returns the format of the frames that start at the position, or null. */
    public static @Nullable MpegFreeFormat at(SourceFile file, long start) {
        if (!file.has(start, MpegFrame.HEADER)) {
            return null;
        }
        int header = file.at(start, MpegFrame.HEADER).getInt();
        if ((header & SYNC_AND_RATE) != FREE || MpegFrame.at(file, start, SHORTEST) == null) {
            return null;
        }
        for (int length = SHORTEST; length <= LONGEST; length++) {
            MpegFreeFormat format = new MpegFreeFormat(length);
            if (format.isProven(file, start, header)) {
                return format;
            }
        }
        return null;
    }

    private boolean isProven(SourceFile file, long start, int header) {
        long position = start;
        for (int count = 0; count < FRAMES_THAT_PROVE; count++) {
            MpegFrame frame = frame(file, position);
            if (frame == null || ((file.at(position, MpegFrame.HEADER).getInt() ^ header) & SHARED) != 0) {
                return false;
            }
            position += frame.length();
        }
        return true;
    }

    /** Reads the frame at the position, or null if there is none. */
    @Nullable
    MpegFrame frame(SourceFile file, long position) {
        return MpegFrame.at(file, position, length);
    }
}
