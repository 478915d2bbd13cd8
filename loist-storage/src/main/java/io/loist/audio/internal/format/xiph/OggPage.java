package io.loist.audio.internal.format.xiph;

import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an Ogg file.
 *
 * @param position its start
 * @param first whether it is the first page of a stream
 * @param granule the granule position at its end, or -1
 * @param serial the number of its stream
 * @param segments the lengths of its segments; a packet ends with a segment shorter than 255
 * @param body the start of the segments
 * @param end the start of the next page
 */
public record OggPage(
        long position, boolean first, long granule, int serial, List<Integer> segments, long body, long end) {

    public static final int HEADER = 27;

    /** Reads the page at the position; null if there is no complete page. */
    static @Nullable OggPage at(SourceFile file, long position) {
        if (!file.has(position, HEADER) || !file.startsWith(position, "OggS")) {
            return null;
        }
        ByteBuffer header = file.at(position, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        int count = header.get(26) & 0xFF;
        boolean first = (header.get(5) & 2) != 0;
        long granule = header.getLong(6);
        int serial = header.getInt(14);
        if (!file.has(position + HEADER, count)) {
            return null;
        }
        ByteBuffer lengths = file.at(position + HEADER, count);
        List<Integer> segments = new ArrayList<>(count);
        long body = position + HEADER + count;
        long end = body;
        for (int i = 0; i < count; i++) {
            segments.add(lengths.get(i) & 0xFF);
            end += lengths.get(i) & 0xFF;
        }
        return end > file.length() ? null : new OggPage(position, first, granule, serial, segments, body, end);
    }
}
