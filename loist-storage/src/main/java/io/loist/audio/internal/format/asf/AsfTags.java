package io.loist.audio.internal.format.asf;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.model.TrackText;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tags of Windows Media files: five texts with fixed meanings, and named values in up to three objects. */
final class AsfTags {

    private static final int CONTENT_DESCRIPTION = 0x75B22633;
    private static final int EXTENDED_DESCRIPTION = 0xD2D0A440;
    private static final int METADATA = 0xC5F8CBEA;
    private static final int METADATA_LIBRARY = 0x44231C94;
    private static final String[] DESCRIPTION = {"title", "artist", "copyright", "comment", "rating"};
    private static final String PICTURE = "WM/Picture";

    private static final int TEXT = 0;
    private static final int BYTES = 1;
    private static final int GUID = 6;

    private final AudioFileBuilder builder;

    private AsfTags(AudioFileBuilder builder) {
        this.builder = builder;
    }

    static void read(SourceFile file, List<AsfObject> objects, AudioFileBuilder builder) {
        AsfTags tags = new AsfTags(builder);
        // The older objects contain the first values of a name, wherever they are
        for (int id : new int[] {CONTENT_DESCRIPTION, EXTENDED_DESCRIPTION, METADATA, METADATA_LIBRARY}) {
            for (AsfObject object : objects) {
                if (object.id() == id) {
                    tags.read(id, object.content(file));
                }
            }
        }
    }

    private void read(int id, ByteBuffer content) {
        try {
            switch (id) {
                case CONTENT_DESCRIPTION -> readDescription(content);
                case EXTENDED_DESCRIPTION -> readNamed(content, false);
                default -> readNamed(content, true);
            }
        } catch (BufferUnderflowException e) {
            builder.finding("The Windows Media tags are damaged; those after the damage were left out.");
        }
    }

    private void readDescription(ByteBuffer content) {
        int[] lengths = new int[DESCRIPTION.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = content.getShort() & 0xFFFF;
        }
        for (int i = 0; i < lengths.length; i++) {
            builder.tags().add(DESCRIPTION[i], text(take(content, lengths[i])));
        }
    }

    /** In the two newer objects, values may be longer and declare their stream. */
    private void readNamed(ByteBuffer content, boolean young) {
        int count = content.getShort() & 0xFFFF;
        for (int i = 0; i < count; i++) {
            if (young) {
                take(content, 4);
            }
            int nameLength = content.getShort() & 0xFFFF;
            String name = young ? "" : text(take(content, nameLength));
            int type = content.getShort() & 0xFFFF;
            int length = young ? content.getInt() : content.getShort() & 0xFFFF;
            name = young ? text(take(content, nameLength)) : name;
            readValue(name, type, take(content, length));
        }
    }

    private void readValue(String name, int type, ByteBuffer value) {
        if (name.equals(PICTURE) && type == BYTES) {
            readPicture(value);
            return;
        }
        String text = type == TEXT ? text(value) : type == BYTES || type == GUID ? null : number(value);
        if (text != null) {
            builder.tags().add(name.equalsIgnoreCase("author") ? "artist" : name, text);
        }
    }

    private static @Nullable String number(ByteBuffer value) {
        return switch (value.remaining()) {
            case 2 -> Integer.toString(value.getShort() & 0xFFFF);
            case 4 -> Long.toString(value.getInt() & 0xFFFFFFFFL);
            case 8 -> Long.toUnsignedString(value.getLong());
            default -> null;
        };
    }

    /** A picture follows its kind, length, type and description. */
    private void readPicture(ByteBuffer value) {
        int kind = value.get();
        int length = value.getInt();
        skipText(value);
        skipText(value);
        if (builder.pictures().takes(length)) {
            byte[] picture = new byte[take(value.duplicate(), length).remaining()];
            value.get(picture);
            builder.pictures().add(kind, picture);
        }
    }

    private static void skipText(ByteBuffer value) {
        while (value.getShort() != 0) {
            // The text ends with a zero
        }
    }

    private static ByteBuffer take(ByteBuffer content, int length) {
        if (length < 0 || length > content.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = content.slice(content.position(), length).order(content.order());
        content.position(content.position() + length);
        return taken;
    }

    private static String text(ByteBuffer bytes) {
        ByteBuffer bounded = bytes.limit(Math.min(bytes.limit(), TrackText.MAX_VALUE_BYTES));
        return TrackText.clean(StandardCharsets.UTF_16LE.decode(bounded).toString());
    }
}
