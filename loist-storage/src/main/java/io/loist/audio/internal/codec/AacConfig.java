package io.loist.audio.internal.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The elementary stream descriptor of an MP4 file.
 *
 * @param channels the number of channels, 0 if unknown
 * @param sampleRate the sample rate in hertz, 0 if unknown
 * @param bitrate the mean bit rate in bits per second, 0 if unknown
 * @param codec the codec's name, mostly {@code aac}
 */
public record AacConfig(int channels, int sampleRate, long bitrate, String codec) {

    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int[] SAMPLE_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final int ESCAPE = 15;
    private static final int SPECTRAL_BAND_REPLICATION = 5;
    private static final int PARAMETRIC_STEREO = 29;
    private static final int LOW_COMPLEXITY = 2;
    private static final int LOSSLESS = 36;
    private static final int REPLICATION_EXTENSION = 0x2B7;
    private static final int STEREO_EXTENSION = 0x548;
    private static final int EXTENSION_LENGTH = 11 + 5 + 1 + 4;

    /** Parses the content of an esds box; null if it is malformed. */
    public static @Nullable AacConfig parse(ByteBuffer esds) {
        try {
            esds.getInt();
            enter(esds, ES_DESCRIPTOR);
            esds.getShort();
            int flags = esds.get();
            skip(esds, (flags & 0x80) != 0 ? 2 : 0);
            skip(esds, (flags & 0x40) != 0 ? esds.get() & 0xFF : 0);
            skip(esds, (flags & 0x20) != 0 ? 2 : 0);
            enter(esds, DECODER_CONFIG);
            int objectType = esds.get() & 0xFF;
            skip(esds, 8);
            long bitrate = esds.getInt() & 0xFFFFFFFFL;
            String codec = AppleCodecs.ofStream(objectType);
            if (!codec.equals("aac") || !esds.hasRemaining()) {
                return new AacConfig(0, 0, bitrate, codec);
            }
            int length = enter(esds, DECODER_SPECIFIC);
            return specific(esds.limit(Math.min(esds.limit(), esds.position() + length)), bitrate);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    private static AacConfig specific(ByteBuffer buffer, long bitrate) {
        Bits bits = new Bits(buffer);
        int type = bits.objectType();
        int rate = bits.sampleRate();
        int channels = bits.take(4);
        if (type == SPECTRAL_BAND_REPLICATION || type == PARAMETRIC_STEREO) {
            rate = bits.sampleRate();
            channels = type == PARAMETRIC_STEREO && channels == 1 ? 2 : channels;
        } else if (type == LOW_COMPLEXITY && bits.has(3 + EXTENSION_LENGTH) && channels > 0) {
            bits.take(3);
            // The extension is after the part that old players read
            if (bits.take(11) == REPLICATION_EXTENSION && bits.objectType() == SPECTRAL_BAND_REPLICATION) {
                rate = bits.take(1) == 1 ? bits.sampleRate() : rate;
                boolean stereo = bits.has(12) && bits.take(11) == STEREO_EXTENSION && bits.take(1) == 1;
                channels = stereo && channels == 1 ? 2 : channels;
            }
        }
        String codec = type == LOSSLESS ? "als" : "aac";
        return new AacConfig(channels == 7 ? 8 : channels > 7 ? 0 : channels, rate, bitrate, codec);
    }

    /** Enters a descriptor and returns its declared length. */
    private static int enter(ByteBuffer buffer, int tag) {
        if (buffer.get() != tag) {
            throw new BufferUnderflowException();
        }
        // The length has seven bits per byte, in any number of bytes
        int length = 0;
        int next;
        do {
            next = buffer.get();
            length = (length << 7 & 0xFFFF) | (next & 0x7F);
        } while (next < 0);
        return length;
    }

    private static void skip(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + count);
    }

    private static final class Bits {

        private final ByteBuffer buffer;
        private int left;
        private int current;

        Bits(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        boolean has(int count) {
            return buffer.remaining() * 8 + left >= count;
        }

        int take(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                if (left == 0) {
                    current = buffer.get();
                    left = 8;
                }
                left--;
                value = value << 1 | ((current >> left) & 1);
            }
            return value;
        }

        int objectType() {
            int type = take(5);
            return type == 31 ? 32 + take(6) : type;
        }

        int sampleRate() {
            int index = take(4);
            if (index == ESCAPE) {
                return take(24);
            }
            return index < SAMPLE_RATES.length ? SAMPLE_RATES[index] : 0;
        }
    }
}
