package io.loist.audio.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/** Writes files of formats for which there is no free encoder to make samples with, and APE tags. */
public final class RareBytes {

    private static final int SOUND = 900;

    private RareBytes() {}

    /** Files of each format by their names, each half a second or so; the first five have the same tags. */
    public static Map<String, byte[]> files() {
        byte[] tag = apeTag("Title", "Tóner", "Artist", "Prüfstand\0Zweite", "Year", "2020-02-29", "Track", "2/3");
        return Map.of(
                "rare.ape", Id3Bytes.concat(monkey(), tag),
                "old.ape", Id3Bytes.concat(oldMonkey(), tag),
                "rare.mpc", Id3Bytes.concat(musepack8(), tag),
                "old.mpc", Id3Bytes.concat(musepack7(), tag),
                "rare.dff", dsdiff(),
                "rare.au", PlainBytes.au(PlainBytes.SOUND),
                "rare.caf", PlainBytes.caf(-1),
                "rare.w64", PlainBytes.wave64(),
                "rare.rf64", PlainBytes.rf64(),
                "rare.wma", AsfBytes.whole());
    }

    /** An APE tag of names and values in turn, with a header and a footer. */
    public static byte[] apeTag(String... namesAndValues) {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
            items.writeBytes(apeItem(namesAndValues[i], 0, value));
        }
        return apeTag(items.toByteArray(), namesAndValues.length / 2);
    }

    public static byte[] apeItem(String name, int flags, byte[] value) {
        byte[] key = Id3Bytes.latin1(name + "\0");
        return little(8 + key.length + value.length)
                .putInt(value.length)
                .putInt(flags)
                .put(key)
                .put(value)
                .array();
    }

    public static byte[] apeTag(byte[] items, int count) {
        byte[] header = apeEnd(items.length, count, 0xA0000000);
        return Id3Bytes.concat(Id3Bytes.concat(header, items), apeEnd(items.length, count, 0x80000000));
    }

    private static byte[] apeEnd(int length, int count, int flags) {
        return little(32)
                .put(Id3Bytes.latin1("APETAGEX"))
                .putInt(2_000)
                .putInt(length + 32)
                .putInt(count)
                .putInt(flags)
                .array();
    }

    private static byte[] monkey() {
        return little(52 + 24 + SOUND)
                .put(Id3Bytes.latin1("MAC "))
                .putInt(3_990)
                .putInt(52)
                .putInt(24)
                .putInt(0)
                .putInt(0)
                .putInt(SOUND)
                .putLong(0)
                .put(new byte[16])
                .putShort((short) 2_000)
                .putShort((short) 0)
                .putInt(73_728)
                .putInt(22_050)
                .putInt(1)
                .putShort((short) 16)
                .putShort((short) 2)
                .putInt(44_100)
                .put(sound())
                .array();
    }

    private static byte[] oldMonkey() {
        return little(32 + SOUND)
                .put(Id3Bytes.latin1("MAC "))
                .putShort((short) 3_970)
                .putShort((short) 2_000)
                .putShort((short) 0)
                .putShort((short) 2)
                .putInt(44_100)
                .putInt(44)
                .putInt(0)
                .putInt(1)
                .putInt(22_050)
                .put(sound())
                .array();
    }

    private static byte[] musepack7() {
        return little(28 + SOUND)
                .put(Id3Bytes.latin1("MP+"))
                .put((byte) 7)
                .putInt(20)
                .putInt(0)
                .putLong(0)
                .putInt(1 << 31 | 162 << 20)
                .putInt(0)
                .put(sound())
                .array();
    }

    private static byte[] musepack8() {
        // 0x81AC22 is 22,050 in sevens of bits; 0x1F1B says rate 0 and two channels
        byte[] header = {'S', 'H', 14, 1, 2, 3, 4, 8, (byte) 0x81, (byte) 0xAC, 0x22, 0, 0x1F, 0x1B};
        byte[] sound = Id3Bytes.concat(new byte[] {'A', 'P', (byte) 0x87, 0x08}, sound()); // 904 bytes
        byte[] end = {'S', 'E', 3};
        return Id3Bytes.concat(Id3Bytes.concat(Id3Bytes.latin1("MPCK"), header), Id3Bytes.concat(sound, end));
    }

    private static byte[] dsdiff() {
        byte[] id3 = new Id3Bytes(4)
                .text("TIT2", "Tóner")
                .text("TPE1", "Prüfstand", "Zweite")
                .text("TDRC", "2020-02-29")
                .text("TRCK", "2/3")
                .beforeSound();
        int sound = 2 * 2_822_400 / 16;
        ByteBuffer file = ByteBuffer.allocate(16 + 12 + 4 + 16 + 22 + 16 + 12 + sound + 12 + id3.length);
        file.put(Id3Bytes.latin1("FRM8")).putLong(file.capacity() - 12L).put(Id3Bytes.latin1("DSD "));
        file.put(Id3Bytes.latin1("PROP")).putLong(4 + 16 + 22 + 16).put(Id3Bytes.latin1("SND "));
        file.put(Id3Bytes.latin1("FS  ")).putLong(4).putInt(2_822_400);
        file.put(Id3Bytes.latin1("CHNL")).putLong(10).putShort((short) 2).put(Id3Bytes.latin1("SLFTSRGT"));
        file.put(Id3Bytes.latin1("CMPR")).putLong(4).put(Id3Bytes.latin1("DSD "));
        file.put(Id3Bytes.latin1("DSD ")).putLong(sound).position(file.position() + sound);
        return file.put(Id3Bytes.latin1("ID3 ")).putLong(id3.length).put(id3).array();
    }

    private static byte[] sound() {
        byte[] sound = new byte[SOUND];
        new Random(900).nextBytes(sound);
        return sound;
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
