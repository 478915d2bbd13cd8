package io.loist.audio.internal.codec;

import io.loist.audio.internal.model.SoundProperties;
import java.nio.ByteBuffer;

/**
 * The format description that WAV, Sony Wave64 and Windows Media share (WAVEFORMATEX).
 *
 * @param tag the number of the codec
 * @param channels the number of channels
 * @param rate the sample rate in hertz
 * @param byteRate the number of bytes per second
 * @param frame the block size in bytes; for raw samples, one sample of each channel
 * @param bits the bits per sample
 */
public record WaveFormat(int tag, int channels, long rate, long byteRate, int frame, int bits) {

    /** The number of bytes of the shortest description. */
    public static final int LENGTH = 16;

    private static final int EXTENSIBLE = 0xFFFE;
    /** The number of bytes of a description that names the codec of an extensible format. */
    public static final int EXTENDED_LENGTH = 26;

    /** Parses the description at the start of the buffer, in the buffer's byte order. */
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

    /** Returns whether the samples are uncompressed. */
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
