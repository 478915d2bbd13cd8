package io.loist.audio.testing;

import io.loist.audio.internal.tag.Id3Tag;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes ID3v2 tags of any version, good and bad, before the frames of a short MP3. */
public final class Id3Bytes {

    private final int version;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private int tagFlags;

    public Id3Bytes(int version) {
        this.version = version;
    }

    /** Adds a text frame; several values have zeros between them. */
    public Id3Bytes text(String id, String... values) {
        if (version == 4) {
            return frame(id, 0, concat(new byte[] {3}, String.join("\0", values).getBytes(StandardCharsets.UTF_8)));
        }
        return frame(
                id, 0, concat(new byte[] {1, -1, -2}, String.join("\0", values).getBytes(StandardCharsets.UTF_16LE)));
    }

    public Id3Bytes userText(String description, String... values) {
        String body = description + "\0" + String.join("\0", values);
        return frame(version == 2 ? "TXX" : "TXXX", 0, concat(new byte[] {0}, latin1(body)));
    }

    public Id3Bytes frame(String id, int flags, byte[] body) {
        frames.writeBytes(latin1(id));
        int size = body.length;
        if (version == 2) {
            frames.writeBytes(new byte[] {(byte) (size >> 16), (byte) (size >> 8), (byte) size});
        } else {
            int coded = version == 4 ? syncSafe(size) : size;
            frames.writeBytes(
                    ByteBuffer.allocate(6).putInt(coded).putShort((short) flags).array());
        }
        frames.writeBytes(body);
        return this;
    }

    public Id3Bytes raw(byte[] bytes) {
        frames.writeBytes(bytes);
        return this;
    }

    public Id3Bytes tagFlags(int flags) {
        tagFlags = flags;
        return this;
    }

    /** Returns the tag with half a second of MP3 behind it. */
    public byte[] beforeSound() {
        byte[] mp3 = AudioFixtures.bytes(AudioFixtures.other("no-xing.mp3"));
        int start = 10 + Id3Tag.syncSafe(ByteBuffer.wrap(mp3).getInt(6));
        byte[] sound = java.util.Arrays.copyOfRange(mp3, start, mp3.length);
        byte[] body = frames.toByteArray();
        byte[] header = ByteBuffer.allocate(10)
                .put(latin1("ID3"))
                .put((byte) version)
                .put((byte) 0)
                .put((byte) tagFlags)
                .putInt(syncSafe(body.length))
                .array();
        return concat(concat(header, body), sound);
    }

    public static int syncSafe(int size) {
        return (size & 0x7F) | (size & 0x3F80) << 1 | (size & 0x1FC000) << 2 | (size & 0xFE00000) << 3;
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
