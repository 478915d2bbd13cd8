package io.loist.audio.internal.codec;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import java.nio.ByteBuffer;

/**
 * FLAC's STREAMINFO block.
 *
 * @param blockSize the maximum number of samples of each channel in a frame
 * @param maxFrameSize the maximum size of a frame in bytes, or 0 if unknown
 * @param sampleRate the sample rate in hertz
 * @param channels the number of channels, from 1 to 8
 * @param bitDepth the bits per sample, from 4 to 32
 * @param samples the number of samples of each channel, or 0 if unknown
 */
public record FlacStreamInfo(
        int blockSize, int maxFrameSize, int sampleRate, int channels, int bitDepth, long samples) {

    /** The number of bytes of the STREAMINFO block. */
    public static final int LENGTH = 34;

    public static FlacStreamInfo parse(ByteBuffer block) {
        long bits = block.getLong(10);
        return new FlacStreamInfo(
                block.getShort(2) & 0xFFFF,
                block.getInt(7) >>> 8,
                (int) (bits >>> 44),
                (int) (bits >>> 41 & 7) + 1,
                (int) (bits >>> 36 & 31) + 1,
                bits & 0xFFFFFFFFFL);
    }

    public void describe(AudioFileBuilder builder) {
        describeFrames(builder);
        builder.sound().duration(samples, sampleRate);
    }

    /** Sets all properties except the duration. */
    public void describeFrames(AudioFileBuilder builder) {
        SoundProperties sound = builder.sound();
        sound.channels(channels);
        sound.sampleRate(sampleRate);
        sound.bitDepth(bitDepth);
    }
}
