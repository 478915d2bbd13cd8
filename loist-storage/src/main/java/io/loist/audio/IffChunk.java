package io.loist.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of a WAV or AIFF file.
 *
 * @param id its four characters
 * @param body where its bytes start
 * @param size how many bytes it claims
 * @param present how many of these the file has
 */
record IffChunk(String id, long body, long size, long present) {

    static final int HEADER = 8;

    private static final int MAX_CHUNKS = 10_000;

    /** Lists the chunks from a position on, as far as they can be followed. */
    static List<IffChunk> list(SourceFile file, long start, ByteOrder order) {
        List<IffChunk> chunks = new ArrayList<>();
        long position = start;
        while (file.has(position, HEADER) && chunks.size() < MAX_CHUNKS) {
            long size = file.at(position, HEADER).order(order).getInt(4) & 0xFFFFFFFFL;
            long body = position + HEADER;
            chunks.add(new IffChunk(file.text(position, 4), body, size, Math.min(size, file.length() - body)));
            position = body + size + (size & 1);
        }
        return chunks;
    }

    boolean isWhole() {
        return present == size;
    }

    /** Returns the first bytes of the chunk. */
    ByteBuffer start(SourceFile file, int count) {
        if (size < count) {
            throw file.corrupt("its chunk " + id.strip() + " has " + size + " bytes, but must have " + count);
        }
        return file.at(body, count);
    }

    /** Reads the ID3 tag that the chunk holds. */
    void readId3(SourceFile file, Reading reading) {
        Id3Tag.read(file, body, present, reading);
    }

    IffChunk withSize(long newSize, SourceFile file) {
        return new IffChunk(id, body, newSize, Math.min(newSize, file.length() - body));
    }
}
