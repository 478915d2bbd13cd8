package io.loist.audio.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * The amount of sound in a file that declares it only in its frames. The frames of the first minutes are counted, and the rest is
 * extrapolated.
 *
 * @param bytes the number of bytes from the first frame to the end of the sound
 * @param countedBytes the number of bytes of the counted frames
 * @param samples the number of samples of each channel in the counted frames
 * @param sampleRate the sample rate in hertz
 */
public record FrameCount(long bytes, long countedBytes, long samples, int sampleRate) {

    /** The maximum number of frames counted, about eight minutes. */
    private static final int MAX_FRAMES = 20_000;

    /** A frame's length in bytes, its samples for each channel, and its sample rate. */
    public record Frame(int length, int samples, int sampleRate) {}

    /** Finds the frame at a position, or null. */
    public interface Frames {
        @Nullable
        Frame at(SourceFile file, long position);
    }

    public static FrameCount of(SourceFile file, long start, long end, Frames frames) {
        long position = start;
        long samples = 0;
        int sampleRate = 0;
        for (int count = 0; count < MAX_FRAMES && position < end; count++) {
            Frame frame = frames.at(file, position);
            if (frame == null || (count > 0 && frame.sampleRate() != sampleRate)) {
                break;
            }
            sampleRate = frame.sampleRate();
            samples += frame.samples();
            position += frame.length();
        }
        return new FrameCount(end - start, position - start, samples, sampleRate);
    }

    public void describe(AudioFileBuilder builder) {
        long whole = samples;
        if (countedBytes < bytes) {
            whole = Math.round((double) samples * bytes / countedBytes);
            builder.finding("The file does not declare its duration, which is an estimate.");
        }
        builder.sound().duration(whole, sampleRate);
        builder.sound().bitrateOf(bytes);
    }
}
