package io.loist.audio.internal.format.mpeg;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.FrameCount;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.TrailingTags;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads raw AAC: consecutive ADTS frames, possibly after an ID3 tag. */
public final class AdtsFile {

    private static final int HEADER = 7;
    /** The maximum distance of the sound from a tag: some programs leave remains of another tag there. */
    private static final int SEARCHED = 1_024;

    private static final int FRAMES_THAT_PROVE = 3;
    private static final int SAMPLES_PER_BLOCK = 1_024;
    private static final int[] SAMPLE_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    private AdtsFile() {}

    /** Returns the start of the sound at the position or, after a tag, close behind it; -1 if there are no consecutive frames. */
    public static long firstFrame(SourceFile file, long start) {
        long last = start == 0 ? start : start + SEARCHED;
        for (long position = start; position <= last; position++) {
            if (startsAt(file, position)) {
                return position;
            }
        }
        return -1;
    }

    private static boolean startsAt(SourceFile file, long start) {
        FrameCount.Frame first = frameAt(file, start);
        FrameCount.Frame frame = first;
        long position = start;
        for (int count = 1; first != null && count < FRAMES_THAT_PROVE; count++) {
            position += frame == null ? 0 : frame.length();
            frame = frameAt(file, position);
            if (frame == null) {
                boolean ended = position >= file.length() || file.startsWith(position, "TAG");
                return ended && (count > 1 || position == file.length());
            }
            if (frame.sampleRate() != first.sampleRate()) {
                return false;
            }
        }
        return first != null;
    }

    public static void read(SourceFile file, AudioFileBuilder builder) {
        long start = firstFrame(file, Id3Tag.endOfLeadingTags(file));
        if (start < 0) {
            throw file.corrupt("its first frame disappeared");
        }
        builder.is("aac", "audio/aac", "aac");
        Id3Tag.readLeading(file, builder);
        TrailingTags tags = TrailingTags.find(file, start);
        tags.read(file, builder);
        long end = tags.soundEnd();
        ByteBuffer header = file.at(start, HEADER);
        int channels = (header.get(2) & 1) << 2 | (header.get(3) & 0xFF) >> 6;
        if (channels > 0) {
            builder.sound().channels(channels == 7 ? 8 : channels);
        }
        FrameCount count = FrameCount.of(file, start, end, AdtsFile::frameAt);
        builder.sound().sampleRate(count.sampleRate());
        count.describe(builder);
        builder.soundIn(start, end);
    }

    private static FrameCount.@Nullable Frame frameAt(SourceFile file, long position) {
        if (!file.has(position, HEADER)) {
            return null;
        }
        ByteBuffer header = file.at(position, HEADER);
        int rateIndex = header.get(2) >> 2 & 15;
        int length = (header.get(3) & 3) << 11 | (header.get(4) & 0xFF) << 3 | (header.get(5) & 0xFF) >> 5;
        boolean sync = (header.getShort(0) & 0xFFF6) == 0xFFF0;
        if (!sync || rateIndex >= SAMPLE_RATES.length || length < HEADER) {
            return null;
        }
        // Broadcast streams have tags between the frames
        long next = position + length;
        if (Id3Tag.isAt(file, next) && Id3Tag.end(file, next) - next < Id3Tag.MAX_BYTES) {
            length += (int) (Id3Tag.end(file, next) - next);
        }
        int blocks = (header.get(6) & 3) + 1;
        return new FrameCount.Frame(length, blocks * SAMPLES_PER_BLOCK, SAMPLE_RATES[rateIndex]);
    }
}
