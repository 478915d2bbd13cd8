package io.loist.audio.internal.format.mp4;

import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The duration of a track whose samples are in fragments after the movie's description, each with its own table. */
final class Mp4Fragments {

    private static final int HAS_BASE = 0x1;
    private static final int HAS_DESCRIPTION = 0x2;
    private static final int HAS_DEFAULT_DURATION = 0x8;
    private static final int HAS_OFFSET = 0x1;
    private static final int HAS_FIRST_FLAGS = 0x4;
    private static final int HAS_DURATIONS = 0x100;
    private static final int PER_SAMPLE = 0xF00;

    private final SourceFile file;
    private final Mp4Box moov;
    private final Mp4Box track;

    Mp4Fragments(SourceFile file, Mp4Box moov, Mp4Box track) {
        this.file = file;
        this.moov = moov;
        this.track = track;
    }

    /** Returns the duration of the track's samples in the fragments among the boxes, in the track's time scale. */
    long duration(List<Mp4Box> boxes) {
        Mp4Box header = track.find(file, "tkhd");
        ByteBuffer numbers = header == null ? null : header.start(file, 24);
        if (numbers == null) {
            return 0;
        }
        int id = numbers.getInt(numbers.get(0) == 1 ? 20 : 12);
        long usual = usualDuration(id);
        long sum = 0;
        for (Mp4Box box : boxes) {
            if (box.type().equals("moof") && box.end() <= file.length()) {
                for (Mp4Box fragment : box.children(file)) {
                    sum += fragment.type().equals("traf") ? duration(fragment, id, usual) : 0;
                }
            }
        }
        return sum;
    }

    private long usualDuration(int id) {
        Mp4Box extension = moov.find(file, "mvex");
        for (Mp4Box defaults : extension == null ? List.<Mp4Box>of() : extension.children(file)) {
            ByteBuffer numbers = defaults.type().equals("trex") ? defaults.start(file, 16) : null;
            if (numbers != null && numbers.getInt(4) == id) {
                return number(numbers, 12);
            }
        }
        return 0;
    }

    private long duration(Mp4Box fragment, int id, long usual) {
        Mp4Box header = fragment.find(file, "tfhd");
        ByteBuffer start = header == null ? null : header.start(file, 8);
        if (header == null || start == null || start.getInt(4) != id) {
            return 0;
        }
        int flags = start.getInt(0);
        int at = 8 + ((flags & HAS_BASE) != 0 ? 8 : 0) + ((flags & HAS_DESCRIPTION) != 0 ? 4 : 0);
        @Nullable ByteBuffer whole = (flags & HAS_DEFAULT_DURATION) != 0 ? header.start(file, at + 4) : null;
        long each = whole == null ? usual : number(whole, at);
        long sum = 0;
        for (Mp4Box run : fragment.children(file)) {
            sum += run.type().equals("trun") ? durationOfRun(run, each) : 0;
        }
        return sum;
    }

    private long durationOfRun(Mp4Box run, long each) {
        ByteBuffer start = run.start(file, 8);
        if (start == null) {
            return 0;
        }
        int flags = start.getInt(0);
        long count = number(start, 4);
        if ((flags & HAS_DURATIONS) == 0) {
            return count * each;
        }
        int entry = 4 * Integer.bitCount(flags & PER_SAMPLE);
        long position = run.body() + 8 + ((flags & HAS_OFFSET) != 0 ? 4 : 0) + ((flags & HAS_FIRST_FLAGS) != 0 ? 4 : 0);
        long sum = 0;
        for (long sample = 0; sample < count && position + entry <= run.end(); sample++) {
            sum += number(file.at(position, 4), 0);
            position += entry;
        }
        return sum;
    }

    private static long number(ByteBuffer bytes, int index) {
        return bytes.getInt(index) & 0xFFFFFFFFL;
    }
}
