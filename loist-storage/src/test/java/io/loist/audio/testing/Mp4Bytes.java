package io.loist.audio.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes MP4 files box by box: one audio track at 48,000 Hz, with as much of it as a test needs. */
public final class Mp4Bytes {

    private Mp4Bytes() {}

    /** A box of other boxes, or of bytes. */
    public static byte[] box(String type, byte[]... content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] piece : content) {
            body.writeBytes(piece);
        }
        return ByteBuffer.allocate(8 + body.size())
                .putInt(8 + body.size())
                .put(Id3Bytes.latin1(type))
                .put(body.toByteArray())
                .array();
    }

    /** A box of numbers of four bytes each. */
    public static byte[] numbers(String type, int... numbers) {
        ByteBuffer content = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            content.putInt(number);
        }
        return box(type, content.array());
    }

    /** How the track says it is coded, for two channels of 16 bits, and what stands behind that. */
    public static byte[] entry(String codec, byte[]... more) {
        byte[] fixed = ByteBuffer.allocate(28)
                .putShort(6, (short) 1)
                .putShort(16, (short) 2)
                .putShort(18, (short) 16)
                .putShort(24, (short) 48_000)
                .array();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(fixed);
        for (byte[] piece : more) {
            content.writeBytes(piece);
        }
        return box(codec, content.toByteArray());
    }

    /** A file whose track declares so many samples; what is behind is told by {@code more}. */
    public static byte[] file(byte[] entry, int samples, byte[]... more) {
        byte[] table = box(
                "stbl",
                box("stsd", new byte[] {0, 0, 0, 0, 0, 0, 0, 1}, entry),
                numbers("stts", 0, 1, 1, samples),
                numbers("stco", 0, 1, 24));
        byte[] media = box(
                "mdia",
                numbers("mdhd", 0, 0, 0, 48_000, samples, 0),
                numbers("hdlr", 0, 0, 0x736F756E, 0, 0, 0),
                box("minf", table));
        byte[] moov = box(
                "moov",
                numbers("mvhd", 0, 0, 0, 1_000, 0),
                box("trak", numbers("tkhd", 0, 0, 0, 1, 0, 0), media),
                box("mvex", numbers("trex", 0, 1, 1, 1_024, 0, 0)));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(box("ftyp", Id3Bytes.latin1("M4A \0\0\0\0")));
        for (byte[] piece : more) {
            file.writeBytes(piece);
        }
        file.writeBytes(moov);
        return file.toByteArray();
    }

    /** A fragment of so many samples of the usual length, 1,024. */
    public static byte[] fragment(int count) {
        return box("moof", box("traf", numbers("tfhd", 0, 1), numbers("trun", 0, count)));
    }
}
