package io.loist.audio.internal.format.mp4;

import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A box of an MP4 file.
 *
 * @param type the four-character type
 * @param body the start of its content
 * @param end its declared end, which may be after the end of the file at the top level
 */
record Mp4Box(String type, long body, long end) {

    static final int HEADER = 8;

    private static final int MAX_CHILDREN = 100_000;

    long length() {
        return end - body;
    }

    /** Lists the boxes between two positions. A nested box must end inside its parent. */
    static List<Mp4Box> list(SourceFile file, long start, long end, boolean topLevel) {
        List<Mp4Box> boxes = new ArrayList<>();
        long position = start;
        while (end - position >= HEADER && boxes.size() < MAX_CHILDREN) {
            Mp4Box box = at(file, position, end);
            if (box == null || (!topLevel && box.end > end)) {
                break;
            }
            boxes.add(box);
            position = box.end;
        }
        return boxes;
    }

    private static @Nullable Mp4Box at(SourceFile file, long position, long parentEnd) {
        ByteBuffer header = file.at(position, HEADER);
        long size = header.getInt(0) & 0xFFFFFFFFL;
        String type = file.text(position + 4, 4);
        int headerLength = HEADER;
        if (size == 1) {
            if (!file.has(position + HEADER, 8)) {
                return null;
            }
            size = file.at(position + HEADER, 8).getLong(0);
            headerLength = HEADER + 8;
        } else if (size == 0) {
            size = parentEnd - position;
        }
        boolean possible = size >= headerLength && size <= Long.MAX_VALUE - position;
        return possible ? new Mp4Box(type, position + headerLength, position + size) : null;
    }

    List<Mp4Box> children(SourceFile file) {
        return list(file, body, end, false);
    }

    /** Returns the first box at a path of types, or null. */
    @Nullable
    Mp4Box find(SourceFile file, String... path) {
        Mp4Box box = this;
        for (String type : path) {
            Mp4Box parent = box;
            box = null;
            for (Mp4Box child : parent.children(file)) {
                if (child.type.equals(type)) {
                    box = child;
                    break;
                }
            }
            if (box == null) {
                return null;
            }
        }
        return box;
    }

    /** Returns the first bytes of the box's content, or null if the content is shorter. */
    @Nullable
    ByteBuffer start(SourceFile file, int count) {
        return length() < count ? null : file.at(body, count);
    }
}
