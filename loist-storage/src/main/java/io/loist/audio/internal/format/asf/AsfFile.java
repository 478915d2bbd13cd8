package io.loist.audio.internal.format.asf;

import io.loist.audio.internal.codec.WaveFormat;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Windows Media: objects that describe the file and its streams, followed by packets. Only the first audio stream is read. */
public final class AsfFile {

    public static final String HEADER_GUID = "0&\u00b2u\u008ef\u00cf\u0011\u00a6\u00d9\u0000\u00aa\u0000b\u00cel";

    private static final int HEADER_OBJECT = 30;
    private static final int DATA_HEADER = 50;
    private static final int FILE_PROPERTIES = 0x8CABDCA1;
    private static final int STREAM_PROPERTIES = 0xB7DC0791;
    private static final int DATA = 0x75B22636;
    private static final int AUDIO = 0xF8699E40;
    private static final int VIDEO = 0xBC19EFC0;
    private static final int STREAM_HEADER = 54;
    /** The minimum plausible byte rate; some programs write less if they do not know it. */
    private static final int MIN_BYTE_RATE = 125;

    private static final int BROADCAST = 1;
    private static final int TICKS_PER_SECOND = 10_000_000;
    private static final int TICKS_PER_MILLI = 10_000;

    private AsfFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        builder.is("wma", "audio/x-ms-wma", "wma");
        long start = Id3Tag.endOfLeadingTags(file);
        long end = headerEnd(file, start);
        List<AsfObject> objects = AsfObject.list(file, start + HEADER_OBJECT, end);
        WaveFormat format = format(file, objects, builder);
        boolean broadcast = describeLength(file, objects, builder);
        long data = dataEnd(file, end, broadcast, builder);
        format.describe(builder.sound());
        if (format.byteRate() >= MIN_BYTE_RATE) {
            builder.sound().bitrate(format.byteRate() * 8);
        } else {
            builder.sound().bitrateOf(data - end);
        }
        AsfTags.read(file, objects, builder);
        builder.soundIn(Math.min(end + DATA_HEADER, data), data);
    }

    /** Returns the end of the header, after checking its declared size. */
    private static long headerEnd(SourceFile file, long start) {
        if (!file.has(start, HEADER_OBJECT)) {
            throw file.corrupt("it ends within its Windows Media header");
        }
        long size = AsfObject.size(file, start);
        if (size < HEADER_OBJECT || size > file.length() - start) {
            throw file.corrupt("its Windows Media header declares an impossible size of " + size + " bytes");
        }
        if (size > Id3Tag.MAX_BYTES) {
            throw file.overBudget("its Windows Media header has " + size + " bytes");
        }
        return start + size;
    }

    private static WaveFormat format(SourceFile file, List<AsfObject> objects, AudioFileBuilder builder) {
        @Nullable WaveFormat format = null;
        boolean video = false;
        for (AsfObject object : objects) {
            if (object.id() == STREAM_PROPERTIES) {
                int kind = object.start(file, STREAM_HEADER).getInt(0);
                video |= kind == VIDEO;
                if (kind == AUDIO && format == null) {
                    ByteBuffer content = object.start(file, STREAM_HEADER + WaveFormat.LENGTH);
                    format = WaveFormat.parse(
                            content.position(STREAM_HEADER).slice().order(content.order()));
                }
            }
        }
        if (format == null) {
            throw video
                    ? file.unknown("it is a Windows Media video without sound")
                    : file.corrupt("its Windows Media header describes no sound");
        }
        if (video) {
            builder.is("wmv", "video/x-ms-wmv", "wmv");
            builder.finding("The file has a video track, too.");
        }
        return format;
    }

    /** Sets the duration, and returns whether the header was written before the duration was known. */
    private static boolean describeLength(SourceFile file, List<AsfObject> objects, AudioFileBuilder builder) {
        for (AsfObject object : objects) {
            if (object.id() == FILE_PROPERTIES) {
                ByteBuffer numbers = object.start(file, 68);
                boolean broadcast = (numbers.getInt(64) & BROADCAST) != 0;
                // The declared time includes the time for filling a player's buffer
                long preroll = Math.min(numbers.getLong(56), Long.MAX_VALUE / TICKS_PER_MILLI) * TICKS_PER_MILLI;
                long ticks = numbers.getLong(40) - Math.max(0, preroll);
                builder.sound().duration(broadcast ? 0 : ticks, TICKS_PER_SECOND);
                return broadcast;
            }
        }
        throw file.corrupt("its Windows Media header does not describe the file");
    }

    /** Returns the end of the data object after the header, which is the end of the file if its size is unknown. */
    private static long dataEnd(SourceFile file, long start, boolean broadcast, AudioFileBuilder builder) {
        long rest = file.length() - start;
        boolean present = rest >= DATA_HEADER && AsfObject.id(file, start) == DATA;
        long declared = present ? AsfObject.size(file, start) : 0;
        if (declared <= DATA_HEADER || broadcast) {
            return file.length();
        }
        builder.expectSound(declared, rest, "bytes");
        return start + Math.min(declared, rest);
    }
}
