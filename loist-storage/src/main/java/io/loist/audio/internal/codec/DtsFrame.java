package io.loist.audio.internal.codec;

import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;

/** The header of a DTS frame, which has the number of channels if the container does not. */
public final class DtsFrame {

    private static final int SYNC = 0x7FFE8001;
    private static final int HEADER = 12;
    private static final int[] CHANNELS = {1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8};

    private DtsFrame() {}

    /** Returns the number of channels of the frame at the position, or {@code otherwise} if there is none. */
    public static int channels(SourceFile file, long position, int otherwise) {
        if (!file.has(position, HEADER)) {
            return otherwise;
        }
        ByteBuffer header = file.at(position, HEADER);
        int arrangement = header.getShort(7) >> 6 & 0x3F;
        if (header.getInt(0) != SYNC || arrangement >= CHANNELS.length) {
            return otherwise;
        }
        boolean low = (header.get(10) & 6) != 0;
        return CHANNELS[arrangement] + (low ? 1 : 0);
    }
}
