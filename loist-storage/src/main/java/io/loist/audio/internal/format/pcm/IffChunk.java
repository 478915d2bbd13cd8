package io.loist.audio.internal.format.pcm;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of a WAV, Wave64 or AIFF file.
 *
 * @param id the four-character id
 * @param body the start of its content
 * @param size the declared number of bytes
 * @param present the number of these bytes in the file
 * @param order the byte order of its numbers
 */
record IffChunk(String id, long body, long size, long present, ByteOrder order) {

    static final int HEADER = 8;

    private static final int GUID = 16;
    private static final int WAVE64_HEADER = GUID + 8;
    private static final long UNKNOWN = 0xFFFF_FFFFL;
    private static final int MAX_CHUNKS = 10_000;

    /**
     * Lists the chunks from a position on, up to the first damaged one. The chunk {@code ds64} contains sizes that are too large for
     * four bytes.
     */
    static List<IffChunk> list(SourceFile file, long start, ByteOrder order) {
        List<IffChunk> chunks = new ArrayList<>();
        long position = start;
        long longSize = 0;
        while (file.has(position, HEADER) && chunks.size() < MAX_CHUNKS) {
            long size = file.at(position, HEADER).order(order).getInt(4) & 0xFFFFFFFFL;
            String id = file.text(position, 4);
            size = size == UNKNOWN && longSize > 0 && id.equals("data") ? longSize : size;
            IffChunk chunk = of(file, id, position + HEADER, size, order);
            if (id.equals("ds64")) {
                longSize = chunk.start(file, 16).getLong(8);
            }
            chunks.add(chunk);
            position = chunk.body + size + (size & 1);
        }
        return chunks;
    }

    /** Lists the chunks of a Wave64 file that starts at the position; their ids are the first four characters of GUIDs. */
    static List<IffChunk> listWave64(SourceFile file, long start) {
        List<IffChunk> chunks = new ArrayList<>();
        long position = start + WAVE64_HEADER + GUID;
        while (file.has(position, WAVE64_HEADER) && chunks.size() < MAX_CHUNKS) {
            ByteBuffer header = file.at(position, WAVE64_HEADER).order(ByteOrder.LITTLE_ENDIAN);
            long size = header.getLong(GUID);
            if (size < WAVE64_HEADER || size > Long.MAX_VALUE - position - GUID) {
                break;
            }
            long body = position + WAVE64_HEADER;
            chunks.add(of(file, file.text(position, 4), body, size - WAVE64_HEADER, ByteOrder.LITTLE_ENDIAN));
            position += size + 7 & ~7L;
        }
        return chunks;
    }

    private static IffChunk of(SourceFile file, String id, long body, long size, ByteOrder order) {
        return new IffChunk(id, body, size, Math.min(size, file.length() - body), order);
    }

    boolean isWhole() {
        return present == size;
    }

    /** Returns the first bytes of the chunk, in the chunk's byte order. */
    ByteBuffer start(SourceFile file, int count) {
        if (size < count) {
            throw file.corrupt("its chunk " + id.strip() + " has " + size + " bytes instead of " + count);
        }
        return file.at(body, count).order(order);
    }

    /** Reads the ID3 tag in the chunk. */
    void readId3(SourceFile file, AudioFileBuilder builder) {
        Id3Tag.read(file, body, present, builder);
    }

    IffChunk withSize(long newSize, SourceFile file) {
        return of(file, id, body, newSize, order);
    }
}
