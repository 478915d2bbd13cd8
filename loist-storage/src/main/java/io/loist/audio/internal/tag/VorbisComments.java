package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.Pictures;
import io.loist.audio.internal.model.TrackText;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads the tags of Ogg and FLAC files: lines NAME=value. jaudiotagger's reader would allocate whatever length a line declares. */
public final class VorbisComments {

    private static final String PICTURE = "METADATA_BLOCK_PICTURE=";
    private static final String OLD_PICTURE = "COVERART=";

    private VorbisComments() {}

    /** Reads comments from the buffer's position on. Everything after the first damage is left out. */
    public static void read(ByteBuffer buffer, AudioFileBuilder builder) {
        ByteBuffer comments = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        try {
            skip(comments, comments.getInt());
            int count = comments.getInt();
            for (int i = 0; i < count; i++) {
                readOne(comments, comments.getInt(), builder);
            }
        } catch (BufferUnderflowException e) {
            builder.finding("The Vorbis comments are damaged; those after the damage were left out.");
        }
    }

    private static void readOne(ByteBuffer comments, int length, AudioFileBuilder builder) {
        int start = comments.position();
        skip(comments, length);
        ByteBuffer line = comments.slice(start, length);
        if (startsWith(line, PICTURE)) {
            byte[] block = decoded(line, PICTURE.length(), builder);
            if (block.length > 0) {
                PictureBlock.read(ByteBuffer.wrap(block), builder);
            }
        } else if (startsWith(line, OLD_PICTURE)) {
            byte[] picture = decoded(line, OLD_PICTURE.length(), builder);
            if (picture.length > 0) {
                builder.pictures().add(Pictures.FRONT_COVER, picture);
            }
        } else {
            line.limit(Math.min(line.limit(), TrackText.MAX_NAME + TrackText.MAX_VALUE_BYTES));
            String text = StandardCharsets.UTF_8.decode(line).toString();
            int equals = text.indexOf('=');
            if (equals > 0) {
                builder.tags().add(text.substring(0, equals), text.substring(equals + 1));
            }
        }
    }

    private static void skip(ByteBuffer comments, int length) {
        if (length < 0 || length > comments.remaining()) {
            throw new BufferUnderflowException();
        }
        comments.position(comments.position() + length);
    }

    private static boolean startsWith(ByteBuffer line, String name) {
        return line.remaining() >= name.length()
                && StandardCharsets.ISO_8859_1
                        .decode(line.slice(0, name.length()))
                        .toString()
                        .equalsIgnoreCase(name);
    }

    private static byte[] decoded(ByteBuffer line, int start, AudioFileBuilder builder) {
        if (!builder.pictures().takes((line.limit() - start) / 4 * 3L - PictureBlock.MAX_HEADER)) {
            return new byte[0];
        }
        ByteBuffer encoded = line.slice(start, line.limit() - start);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        try {
            return Base64.getMimeDecoder().decode(bytes);
        } catch (IllegalArgumentException e) {
            builder.finding("A picture among the Vorbis comments is damaged and was left out.");
            return new byte[0];
        }
    }
}
