package io.loist.audio.internal.format.mpeg;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.FrameCount;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import io.loist.audio.internal.tag.Id3v1Tag;
import io.loist.audio.internal.tag.TrailingTags;
import org.jspecify.annotations.Nullable;

/** Reads MPEG audio (MP3, and layers I and II): consecutive frames with tags before and after them. */
public final class MpegFile {

    /** The maximum distance of the first frame from the tags. */
    private static final int SEARCHED = 256 * 1024;

    private static final int FRAMES_THAT_PROVE = 3;

    private MpegFile() {}

    /** Returns the first frame at or after the position that another frame follows, or null. */
    public static @Nullable Long firstFrame(SourceFile file, long start) {
        long end = Math.min(file.length() - MpegFrame.HEADER, start + SEARCHED);
        for (long position = start; position <= end; position++) {
            if (file.unsignedByte(position) == 0xFF && startsAt(file, position, start > 0 && position == start)) {
                return position;
            }
        }
        return null;
    }

    private static boolean startsAt(SourceFile file, long position, boolean expected) {
        MpegFrame first = MpegFrame.at(file, position);
        if (first == null) {
            return false;
        }
        int count = 1;
        long next = position + first.length();
        while (count < FRAMES_THAT_PROVE) {
            MpegFrame frame = MpegFrame.at(file, next);
            if (frame == null && next >= file.length() - Id3v1Tag.LENGTH) {
                return expected || count > 1 || next == file.length() || file.startsWith(next, "TAG");
            }
            if (!first.agreesWith(frame) || frame == null) {
                return false;
            }
            next += frame.length();
            count++;
        }
        return true;
    }

    public static void read(SourceFile file, AudioFileBuilder builder) {
        long tagsEnd = Id3Tag.endOfLeadingTags(file);
        MpegFreeFormat free = MpegFreeFormat.at(file, tagsEnd);
        int freeLength = free == null ? 0 : free.length();
        Long start = free == null ? firstFrame(file, tagsEnd) : Long.valueOf(tagsEnd);
        MpegFrame first = start == null ? null : MpegFrame.at(file, start, freeLength);
        if (start == null || first == null) {
            throw file.corrupt("its first frame disappeared");
        }
        String format = "mp" + first.layer();
        builder.is(format, "audio/mpeg", format);
        SoundProperties sound = builder.sound();
        sound.channels(first.channels());
        sound.sampleRate(first.sampleRate());
        Id3Tag.readLeading(file, builder);
        TrailingTags tags = TrailingTags.find(file, start);
        tags.read(file, builder);
        long end = tags.soundEnd();
        XingHeader header = XingHeader.in(file, start, first);
        // Tag editors may rewrite the first frame if it contains no sound
        builder.soundIn(header == null ? start : start + first.length(), end);
        if (header != null && header.frames() > 0) {
            describe(header, first, end - start, builder);
        } else {
            FrameCount.of(file, start, end, (source, position) -> frameAt(source, position, freeLength))
                    .describe(builder);
        }
    }

    /** Frames are independent, so a truncated MP3 is a shorter MP3: that is only a finding, whatever is missing. */
    private static void describe(XingHeader header, MpegFrame first, long present, AudioFileBuilder builder) {
        long samples = header.frames() * first.samples();
        long bytes = header.bytes() > 0 ? header.bytes() : present;
        // Added silence counts as sound here; the frame with the header does not
        builder.sound().bitrate(Math.round(8.0 * (bytes - first.length()) * first.sampleRate() / samples));
        if (header.silence() < samples) {
            samples -= header.silence();
        }
        if (present < bytes) {
            builder.finding("The file is cut off: it ends with " + present + " of the " + bytes
                    + " bytes of sound that it declares; its duration is that of the remaining sound.");
            samples = Math.max(1, Math.round((double) samples * present / bytes));
        }
        builder.sound().duration(samples, first.sampleRate());
    }

    private static FrameCount.@Nullable Frame frameAt(SourceFile file, long position, int freeLength) {
        MpegFrame frame = MpegFrame.at(file, position, freeLength);
        return frame == null ? null : new FrameCount.Frame(frame.length(), frame.samples(), frame.sampleRate());
    }
}
