package io.loist.audio.testing;

import io.loist.audio.internal.format.asf.AsfFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes Windows Media files object by object. Of their GUIDs only what is read is right: the first four bytes. */
public final class AsfBytes {

    public static final int CONTENT_DESCRIPTION = 0x75B22633;
    public static final int EXTENDED_DESCRIPTION = 0xD2D0A440;
    public static final int METADATA_LIBRARY = 0x44231C94;
    public static final int AUDIO = 0xF8699E40;
    public static final int VIDEO = 0xBC19EFC0;
    private static final int DATA = 0x75B22636;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream();

    /** Adds how long the file plays, what players wait for included. */
    public AsfBytes length(long millis, long preroll) {
        return object(
                0x8CABDCA1,
                little(80).putLong(40, millis * 10_000).putLong(56, preroll).array());
    }

    /** Adds a stream of 2 channels, 44,100 Hz and 128 kbit/s. */
    public AsfBytes stream(int kind, int codec) {
        return object(
                0xB7DC0791,
                little(72)
                        .putInt(0, kind)
                        .putShort(54, (short) codec)
                        .putShort(56, (short) 2)
                        .putInt(58, 44_100)
                        .putInt(62, 16_000)
                        .putShort(68, (short) 16)
                        .array());
    }

    /** Adds the five texts, of which the two that are given are the title and the artist. */
    public AsfBytes description(String title, String artist) {
        byte[] first = utf16(title);
        byte[] second = utf16(artist);
        return object(
                CONTENT_DESCRIPTION,
                little(10 + first.length + second.length)
                        .putShort((short) first.length)
                        .putShort((short) second.length)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .put(first)
                        .put(second)
                        .array());
    }

    /** Adds one named value to one of the two objects that have those. */
    public AsfBytes value(int object, String name, int type, byte[] value) {
        byte[] key = utf16(name);
        boolean old = object == EXTENDED_DESCRIPTION;
        byte[] bytes = new byte[(old ? 8 : 14) + key.length + value.length];
        ByteBuffer content =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 1);
        if (old) {
            content.putShort((short) key.length).put(key).putShort((short) type).putShort((short) value.length);
        } else {
            content.putInt(0)
                    .putShort((short) key.length)
                    .putShort((short) type)
                    .putInt(value.length);
            content.put(key);
        }
        content.put(value);
        return object(object, bytes);
    }

    public AsfBytes object(int id, byte[] content) {
        header.writeBytes(little(24).putInt(id).putLong(16, 24 + content.length).array());
        header.writeBytes(content);
        return this;
    }

    /** Returns a file that has everything. */
    public static byte[] whole() {
        return new AsfBytes()
                .length(3_600, 3_100).stream(AUDIO, 0x161)
                        .description("Tóner", "Prüfstand")
                        .value(EXTENDED_DESCRIPTION, "WM/AlbumTitle", 0, utf16("Testsignale"))
                        .value(METADATA_LIBRARY, "WM/Picture", 1, picture(PngBytes.png(20, 20)))
                        .withSound(2_000, 2_000);
    }

    /** Returns the file with some bytes of sound, of which some may be missing. */
    public byte[] withSound(int declared, int present) {
        byte[] objects = header.toByteArray();
        byte[] bytes = new byte[30 + objects.length + 50 + present];
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(Id3Bytes.latin1(AsfFile.HEADER_GUID)).putLong(30 + objects.length);
        file.position(30).put(objects);
        int data = file.position();
        file.putInt(data, DATA).putLong(data + 16, 50 + declared);
        return bytes;
    }

    public static byte[] utf16(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_16LE);
    }

    public static byte[] picture(byte[] bytes) {
        byte[] type = utf16("image/png");
        return little(7 + type.length + bytes.length)
                .put((byte) 3)
                .putInt(bytes.length)
                .put(type)
                .putShort((short) 0)
                .put(bytes)
                .array();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
