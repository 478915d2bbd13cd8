package io.loist.audio.internal.format.matroska;

import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.model.TrackText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of a Matroska file.
 *
 * @param id its id, including the bits that encode the id's length
 * @param body the start of its content
 * @param end its declared end; {@link #UNKNOWN_END} if not declared
 */
record Ebml(int id, long body, long end) {

    static final long UNKNOWN_END = Long.MAX_VALUE;

    private static final int MAX_CHILDREN = 10_000;
    private static final int LONGEST_HEADER = 12;

    /** Reads the element at the position, or null if there is none. */
    static @Nullable Ebml at(SourceFile file, long position) {
        long rest = file.length() - position;
        if (position < 0 || rest < 2) {
            return null;
        }
        ByteBuffer header = file.at(position, (int) Math.min(rest, LONGEST_HEADER));
        int idLength = Integer.numberOfLeadingZeros(header.get(0) & 0xFF) - 23;
        if (idLength > 4 || idLength >= header.limit()) {
            return null;
        }
        int sizeLength = Integer.numberOfLeadingZeros(header.get(idLength) & 0xFF) - 23;
        if (sizeLength > 8 || idLength + sizeLength > header.limit()) {
            return null;
        }
        long id = number(header, 0, idLength);
        long mask = (1L << (7 * sizeLength)) - 1;
        long size = number(header, idLength, sizeLength) & mask;
        long body = position + idLength + sizeLength;
        boolean unknown = size == mask || size > Long.MAX_VALUE - body;
        return new Ebml((int) id, body, unknown ? UNKNOWN_END : body + size);
    }

    private static long number(ByteBuffer bytes, int start, int length) {
        long number = 0;
        for (int i = start; i < start + length; i++) {
            number = number << 8 | (bytes.get(i) & 0xFF);
        }
        return number;
    }

    /** Lists the nested elements, up to the first that does not end inside this one. */
    List<Ebml> children(SourceFile file) {
        List<Ebml> children = new ArrayList<>();
        long last = Math.min(end, file.length());
        long position = body;
        while (position < last && children.size() < MAX_CHILDREN) {
            Ebml child = at(file, position);
            if (child == null || child.end > last) {
                break;
            }
            children.add(child);
            position = child.end;
        }
        return children;
    }

    /** Returns the first nested element with an id, or null. */
    @Nullable
    Ebml find(SourceFile file, int wanted) {
        for (Ebml child : children(file)) {
            if (child.id == wanted) {
                return child;
            }
        }
        return null;
    }

    /** Returns the integer in the nested element with an id, or a default if there is none. */
    long number(SourceFile file, int wanted, long otherwise) {
        Ebml child = find(file, wanted);
        return child == null || child.end - child.body > 8 ? otherwise : child.number(file);
    }

    private long number(SourceFile file) {
        int length = (int) (end - body);
        return number(file.at(body, length), 0, length);
    }

    /** Returns the floating-point number in the nested element with an id, or 0. */
    double fraction(SourceFile file, int wanted) {
        Ebml child = find(file, wanted);
        long length = child == null ? 0 : child.end - child.body;
        if (child == null || (length != 4 && length != 8)) {
            return 0;
        }
        ByteBuffer bytes = file.at(child.body, (int) length);
        return length == 4 ? bytes.getFloat() : bytes.getDouble();
    }

    /** Returns the text in the nested element with an id, limited to the length of a tag's value; empty if there is none. */
    String text(SourceFile file, int wanted) {
        Ebml child = find(file, wanted);
        if (child == null) {
            return "";
        }
        int length = (int) Math.min(child.end - child.body, TrackText.MAX_VALUE_BYTES);
        return StandardCharsets.UTF_8.decode(file.at(child.body, length)).toString();
    }
}
