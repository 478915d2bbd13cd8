package io.loist.audio.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * How much sound there is in a file that only frames tell of. All frames of some minutes are counted; what is behind them is
 * taken to be like them.
 *
 * @param bytes where the frames start to where sound ends
 * @param countedBytes how many of these were counted
 * @param samples how many samples of each channel were counted
 * @param sampleRate in hertz
 */
public record FrameCount(long bytes, long countedBytes, long samples, int sampleRate) {

    /** About eight minutes. */
    private static final int MOST = 20_000;

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
        for (int count = 0; count < MOST && position < end; count++) {
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
            builder.finding("The file does not say how long it plays; its duration is an estimate.");
        }
        builder.sound().duration(whole, sampleRate);
        builder.sound().bitrateOf(bytes);
    }
}
