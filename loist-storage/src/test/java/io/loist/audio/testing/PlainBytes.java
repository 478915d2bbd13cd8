package io.loist.audio.testing;

import io.loist.audio.internal.format.pcm.AuFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes half a second of 16-bit stereo at 8,000 Hz in the containers that hold bare samples. */
public final class PlainBytes {

    public static final int SOUND = 8_000 / 2 * 4;

    private PlainBytes() {}

    /** Sun audio with a line of text, claiming so many bytes of sound. */
    public static byte[] au(int declared) {
        byte[] text = "title=Tóner\n\0\0\0".getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(24 + text.length + SOUND)
                .put(Id3Bytes.latin1(AuFile.MAGIC))
                .putInt(24 + text.length)
                .putInt(declared)
                .putInt(3)
                .putInt(8_000)
                .putInt(2)
                .put(text)
                .array();
    }

    /** Core Audio, which need not say how much sound it has. */
    public static byte[] caf(long declared) {
        byte[] info = "\0\0\0\1title\0Tóner\0".getBytes(StandardCharsets.UTF_8);
        ByteBuffer description = ByteBuffer.allocate(32)
                .putDouble(8_000)
                .put(Id3Bytes.latin1("lpcm"))
                .putInt(0)
                .putInt(4)
                .putInt(1)
                .putInt(2)
                .putInt(16);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Id3Bytes.latin1("caff\0\1\0\0"));
        file.writeBytes(cafChunk("desc", 32, description.array()));
        file.writeBytes(cafChunk("info", info.length, info));
        file.writeBytes(cafChunk("data", declared, new byte[4 + SOUND]));
        return file.toByteArray();
    }

    private static byte[] cafChunk(String type, long size, byte[] content) {
        return ByteBuffer.allocate(12 + content.length)
                .put(Id3Bytes.latin1(type))
                .putLong(size)
                .put(content)
                .array();
    }

    public static byte[] wave64() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(wave64Chunk("riff", Id3Bytes.latin1("wave".repeat(4))));
        file.writeBytes(wave64Chunk("fmt ", format(ByteOrder.LITTLE_ENDIAN)));
        file.writeBytes(wave64Chunk("odd ", new byte[3]));
        file.writeBytes(new byte[5]);
        file.writeBytes(wave64Chunk("data", new byte[SOUND]));
        byte[] bytes = file.toByteArray();
        System.arraycopy(Id3Bytes.latin1("riff.\u0091\u00cf\u0011"), 0, bytes, 0, 8);
        return bytes;
    }

    private static byte[] wave64Chunk(String id, byte[] content) {
        return ByteBuffer.allocate(24 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Id3Bytes.latin1(id))
                .putLong(16, 24 + content.length)
                .position(24)
                .put(content)
                .array();
    }

    /** WAV with all its numbers the other way round. */
    public static byte[] rifx() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Id3Bytes.latin1("RIFX\0\0\0\0WAVE"));
        file.writeBytes(chunk("fmt ", 16, format(ByteOrder.BIG_ENDIAN), ByteOrder.BIG_ENDIAN));
        file.writeBytes(chunk("data", SOUND, new byte[SOUND], ByteOrder.BIG_ENDIAN));
        return file.toByteArray();
    }

    /** WAV with sizes for more than four gigabytes, and its tags behind the sound. */
    public static byte[] rf64() {
        byte[] sizes = ByteBuffer.allocate(28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(8, SOUND)
                .array();
        byte[] info = Id3Bytes.concat(
                Id3Bytes.latin1("INFO"), chunk("INAM", 6, Id3Bytes.latin1("T\u00f3ner\0"), ByteOrder.LITTLE_ENDIAN));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Id3Bytes.latin1("RF64\u00ff\u00ff\u00ff\u00ffWAVE"));
        file.writeBytes(chunk("ds64", 28, sizes, ByteOrder.LITTLE_ENDIAN));
        file.writeBytes(chunk("fmt ", 16, format(ByteOrder.LITTLE_ENDIAN), ByteOrder.LITTLE_ENDIAN));
        file.writeBytes(chunk("data", -1, new byte[SOUND], ByteOrder.LITTLE_ENDIAN));
        file.writeBytes(chunk("LIST", info.length, info, ByteOrder.LITTLE_ENDIAN));
        return file.toByteArray();
    }

    private static byte[] format(ByteOrder order) {
        return ByteBuffer.allocate(16)
                .order(order)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(8_000)
                .putInt(32_000)
                .putShort((short) 4)
                .putShort((short) 16)
                .array();
    }

    private static byte[] chunk(String id, int size, byte[] content, ByteOrder order) {
        return ByteBuffer.allocate(8 + content.length)
                .order(order)
                .put(Id3Bytes.latin1(id))
                .putInt(size)
                .put(content)
                .array();
    }
}
