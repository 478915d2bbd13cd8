package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads a FLAC picture block: the picture's kind, description and bytes. */
public final class PictureBlock {

    /** The maximum number of bytes before the picture in any valid file. */
    public static final int MAX_HEADER = 64 * 1024;

    private PictureBlock() {}

    public static void read(ByteBuffer block, AudioFileBuilder builder) {
        try {
            int kind = block.getInt();
            skip(block, block.getInt());
            skip(block, block.getInt());
            skip(block, 16);
            int length = block.getInt();
            if (length < 0 || length > block.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] picture = new byte[length];
            block.get(picture);
            builder.pictures().add(kind, picture);
        } catch (BufferUnderflowException e) {
            builder.finding("A picture block is damaged and was left out.");
        }
    }

    private static void skip(ByteBuffer block, int length) {
        if (length < 0 || length > block.remaining()) {
            throw new BufferUnderflowException();
        }
        block.position(block.position() + length);
    }
}
