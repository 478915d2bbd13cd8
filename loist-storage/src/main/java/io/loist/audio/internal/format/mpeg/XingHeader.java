package io.loist.audio.internal.format.mpeg;

import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The header in the first frame of most MP3 files, which has the amount of sound instead of sound itself.
 *
 * @param frames the number of frames, or 0 if unknown
 * @param bytes the number of bytes, or 0 if unknown
 * @param silence the number of samples that the encoder added before and after the sound
 */
record XingHeader(long frames, long bytes, int silence) {

    private static final int VBRI_OFFSET = 36;
    private static final int LONGEST = 200;

    /** Reads the header in the frame at the position, or null if that frame is sound. */
    static @Nullable XingHeader in(SourceFile file, long position, MpegFrame frame) {
        if (frame.layer() != 3 || !file.has(position, LONGEST)) {
            return null;
        }
        boolean mono = frame.channels() == 1;
        int offset = frame.version() == 1 ? (mono ? 21 : 36) : (mono ? 13 : 21);
        if (file.startsWith(position + offset, "Xing") || file.startsWith(position + offset, "Info")) {
            return xing(file.at(position + offset, LONGEST - offset));
        }
        if (file.startsWith(position + VBRI_OFFSET, "VBRI")) {
            ByteBuffer header = file.at(position + VBRI_OFFSET, 18);
            return new XingHeader(header.getInt(14) & 0xFFFFFFFFL, header.getInt(10) & 0xFFFFFFFFL, 0);
        }
        return null;
    }

    private static XingHeader xing(ByteBuffer header) {
        int flags = header.getInt(4);
        header.position(8);
        long frames = (flags & 1) != 0 ? header.getInt() & 0xFFFFFFFFL : 0;
        long bytes = (flags & 2) != 0 ? header.getInt() & 0xFFFFFFFFL : 0;
        int encoder = header.position() + ((flags & 4) != 0 ? 100 : 0) + ((flags & 8) != 0 ? 4 : 0);
        return new XingHeader(frames, bytes, silence(header, encoder));
    }

    /** LAME and its successors declare the added silence 21 bytes after their name. */
    private static int silence(ByteBuffer header, int encoder) {
        if (encoder + 24 > header.limit() || header.get(encoder) != 'L' || header.get(encoder + 1) < 'A') {
            return 0;
        }
        int bits = (header.getShort(encoder + 21) & 0xFFFF) << 8 | (header.get(encoder + 23) & 0xFF);
        return (bits >> 12) + (bits & 0xFFF);
    }
}
