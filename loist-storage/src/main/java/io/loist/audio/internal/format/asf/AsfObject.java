package io.loist.audio.internal.format.asf;

import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An object in the header of a Windows Media file.
 *
 * @param id the first four bytes of its GUID, which distinguish the supported objects
 * @param body the start of its content
 * @param end the start of the next object
 */
record AsfObject(int id, long body, long end) {

    static final int GUID = 16;
    static final int HEADER = GUID + 8;
    static final int HEADER_EXTENSION = 0x5FBF03B5;

    private static final int EXTENSION_HEADER = 22;
    private static final int MAX_OBJECTS = 1_000;

    /** Returns the declared size of the object at the position, including its header. */
    static long size(SourceFile file, long position) {
        return file.at(position, HEADER).order(ByteOrder.LITTLE_ENDIAN).getLong(GUID);
    }

    static int id(SourceFile file, long position) {
        return file.at(position, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Lists the objects between two positions; those in the header extension follow it. */
    static List<AsfObject> list(SourceFile file, long start, long end) {
        List<AsfObject> objects = new ArrayList<>();
        add(file, start, end, objects);
        return objects;
    }

    private static void add(SourceFile file, long start, long end, List<AsfObject> objects) {
        for (long position = start; position < end; ) {
            long size = end - position < HEADER ? -1 : size(file, position);
            if (objects.size() == MAX_OBJECTS || size < HEADER || size > end - position) {
                throw file.corrupt(
                        "an object in its Windows Media header declares an impossible size of " + size + " bytes");
            }
            int id = id(file, position);
            AsfObject object = new AsfObject(id, position + HEADER, position + size);
            objects.add(object);
            if (id == HEADER_EXTENSION && start != object.body + EXTENSION_HEADER) {
                add(file, object.body + EXTENSION_HEADER, object.end, objects);
            }
            position = object.end;
        }
    }

    /** Returns the first bytes of the content. */
    ByteBuffer start(SourceFile file, int count) {
        if (end - body < count) {
            throw file.corrupt(
                    "an object in its Windows Media header has " + (end - body) + " bytes instead of " + count);
        }
        return file.at(body, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the whole content. */
    ByteBuffer content(SourceFile file) {
        return start(file, Math.toIntExact(end - body));
    }
}
