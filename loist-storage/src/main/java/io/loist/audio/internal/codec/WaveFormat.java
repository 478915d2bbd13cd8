package io.loist.audio.internal.codec;

import io.loist.audio.internal.model.SoundProperties;
import java.nio.ByteBuffer;

/**
 * How sound is coded, as Microsoft's formats say it: WAV, Sony Wave64, Windows Media.
 *
 * @param tag which codec
 * @param channels as declared
 * @param rate in hertz
 * @param byteRate how many bytes play in a second
 * @param frame how many bytes are read at once; of plain samples, one of each channel
 * @param bits of a sample
 */
public record WaveFormat(int tag, int channels, long rate, long byteRate, int frame, int bits) {

    /** The number of bytes of the shortest description. */
    public static final int LENGTH = 16;

    private static final int EXTENSIBLE = 0xFFFE;
    /** The number of bytes of a description that names the codec of an extensible format. */
    public static final int EXTENDED_LENGTH = 26;

    /** Reads the description that the buffer starts with, in the buffer's byte order. */
    public static WaveFormat parse(ByteBuffer numbers) {
        int tag = numbers.getShort(0) & 0xFFFF;
        boolean extended = tag == EXTENSIBLE && numbers.limit() >= EXTENDED_LENGTH;
        return new WaveFormat(
                extended ? numbers.getShort(EXTENDED_LENGTH - 2) & 0xFFFF : tag,
                numbers.getShort(2) & 0xFFFF,
                numbers.getInt(4) & 0xFFFFFFFFL,
                numbers.getInt(8) & 0xFFFFFFFFL,
                numbers.getShort(12) & 0xFFFF,
                numbers.getShort(14) & 0xFFFF);
    }

    /** Whether samples stand one after the other. */
    public boolean isPlain() {
        return tag == 1 || tag == 3;
    }

    public void describe(SoundProperties sound) {
        sound.codec(codec());
        sound.channels(channels);
        sound.sampleRate(rate);
        if (isPlain() || tag == 0x0163) {
            sound.bitDepth(bits);
        }
    }

    private String codec() {
        return switch (tag) {
            case 0x0001 -> "pcm";
            case 0x0002 -> "ms-adpcm";
            case 0x0003 -> "pcm-float";
            case 0x0006 -> "alaw";
            case 0x0007 -> "mulaw";
            case 0x000A -> "wma-voice";
            case 0x0011 -> "ima-adpcm";
            case 0x0031 -> "gsm";
            case 0x0050 -> "mp2";
            case 0x0055 -> "mp3";
            case 0x00FF, 0x1610 -> "aac";
            case 0x0160, 0x0161 -> "wma";
            case 0x0162 -> "wma-pro";
            case 0x0163 -> "wma-lossless";
            case 0x2000 -> "ac3";
            case 0x2001 -> "dts";
            case 0xF1AC -> "flac";
            default -> "wave-" + Integer.toHexString(tag);
        };
    }
}
