package io.loist.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Audio files that are made when a test needs them: small, valid, tagged, and different for different titles. */
public final class SampleAudio {

    private static final int SAMPLE_RATE = 8_000;
    private static final int SAMPLE_BYTES = 2;
    private static final double LOUDNESS = 8_000;

    private SampleAudio() {}

    /** Returns a WAV file: one second of a tone, 16 kB. Its pitch depends on title and artist, so equal names are equal files. */
    public static byte[] wav(String title, String artist) {
        ByteBuffer sound = ByteBuffer.allocate(SAMPLE_RATE * SAMPLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        double pitch = 220 + Math.floorMod((title + '\0' + artist).hashCode(), 1_000_000) / 1_000.0;
        for (int i = 0; i < SAMPLE_RATE; i++) {
            sound.putShort((short) (LOUDNESS * Math.sin(2 * Math.PI * pitch * i / SAMPLE_RATE)));
        }
        byte[] format = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(SAMPLE_RATE)
                .putInt(SAMPLE_RATE * SAMPLE_BYTES)
                .putShort((short) SAMPLE_BYTES)
                .putShort((short) (8 * SAMPLE_BYTES))
                .array();
        byte[] names = bytes(
                "INFO".getBytes(StandardCharsets.US_ASCII), chunk("INAM", text(title)), chunk("IART", text(artist)));
        byte[] wave = bytes(
                "WAVE".getBytes(StandardCharsets.US_ASCII),
                chunk("fmt ", format),
                chunk("LIST", names),
                chunk("data", sound.array()));
        return chunk("RIFF", wave);
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] chunk(String id, byte[] content) {
        byte[] head = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(id.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .array();
        return bytes(head, content, new byte[content.length % 2]);
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
