package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.Pictures;
import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads ID3v2 tags: before MPEG, AAC or FLAC, or in a chunk of WAV, AIFF or DSF. {@link Id3Frame} reads the content of each frame.
 *
 * <p>jaudiotagger is not used for the whole tag, because it stops at the first unusual frame, drops repeated frames, takes quadratic time
 * for many, and allocates whatever size a compressed frame declares.
 */
public final class Id3Tag {

    /** Twice the maximum size of a picture. Longer tags are left out. */
    public static final int MAX_BYTES = 2 * Pictures.MAX_BYTES;

    private static final int HEADER = 10;
    private static final int MAX_FRAMES = 10_000;
    private static final int UNSYNCHRONISED = 0x80;
    private static final int EXTENDED = 0x40;

    private Id3Tag() {}

    /** Returns whether there is a tag's header at the position. */
    public static boolean isAt(SourceFile file, long position) {
        if (!file.has(position, HEADER) || !file.startsWith(position, "ID3")) {
            return false;
        }
        ByteBuffer header = file.at(position, HEADER);
        int version = header.get(3);
        return version >= 2 && version <= 4 && header.get(4) != -1 && (header.getInt(6) & 0x80808080) == 0;
    }

    /** Returns the end of the tag at the position, which may be after the end of the file. */
    public static long end(SourceFile file, long position) {
        ByteBuffer header = file.at(position, HEADER);
        boolean footer = header.get(3) == 4 && (header.get(5) & 0x10) != 0;
        return position + HEADER + syncSafe(header.getInt(6)) + (footer ? HEADER : 0);
    }

    /** Returns the end of the tags at the start of the file; 0 if there are none. */
    public static long endOfLeadingTags(SourceFile file) {
        long position = 0;
        for (int tags = 0; tags < 8 && isAt(file, position); tags++) {
            long end = end(file, position);
            if (end > file.length()) {
                throw file.corrupt("its ID3 tag declares " + (end - position) + " bytes, more than the file contains");
            }
            position = end;
        }
        return position;
    }

    /** Reads the tags at the start of the file. */
    public static void readLeading(SourceFile file, AudioFileBuilder builder) {
        long end = endOfLeadingTags(file);
        long position = 0;
        while (position < end) {
            read(file, position, end - position, builder);
            position = end(file, position);
            builder.tags().nextSource();
        }
    }

    /** Reads the tag at the position, if there is one, and never more than {@code limit} bytes. */
    public static void read(SourceFile file, long position, long limit, AudioFileBuilder builder) {
        if (!isAt(file, position)) {
            return;
        }
        long length = Math.min(end(file, position) - position, Math.min(limit, file.length() - position));
        if (length > MAX_BYTES) {
            builder.finding("The ID3 tag was left out: it has " + length + " bytes; the maximum is " + MAX_BYTES + ".");
            return;
        }
        if (length <= HEADER) {
            return;
        }
        byte[] tag = file.bytes(position, Math.toIntExact(length));
        int version = tag[3];
        int flags = tag[5] & 0xFF;
        ByteBuffer frames = ByteBuffer.wrap(tag).position(HEADER).slice();
        if (version < 4 && (flags & UNSYNCHRONISED) != 0) {
            frames = ByteBuffer.wrap(synchronise(Arrays.copyOfRange(tag, HEADER, tag.length)));
        }
        if (version > 2 && (flags & EXTENDED) != 0) {
            skipExtendedHeader(frames, version);
        }
        readFrames(frames, version, (flags & UNSYNCHRONISED) != 0, builder);
    }

    private static void skipExtendedHeader(ByteBuffer frames, int version) {
        // Some programs set the flag without a header: then a frame's id is in the place of its size
        if (frames.remaining() >= 4 && !Id3Frame.isId(frames, 0, 4)) {
            long size = version == 4 ? syncSafe(frames.getInt(0)) : (frames.getInt(0) & 0xFFFFFFFFL) + 4;
            frames.position((int) Math.min(size, frames.limit()));
        }
    }

    private static void readFrames(ByteBuffer frames, int version, boolean unsynchronised, AudioFileBuilder builder) {
        Id3Frame frame = new Id3Frame(version, unsynchronised, builder);
        for (int count = 0; frame.mayStartAt(frames); count++) {
            if (count == MAX_FRAMES || !frame.read(frames)) {
                builder.finding("The ID3 tag is damaged or too long: everything after its first " + count
                        + " frames was left out.");
                return;
            }
        }
    }

    /** Undoes unsynchronisation, which inserts a zero byte after each FF. */
    static byte[] synchronise(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            result[length++] = bytes[i];
            if (bytes[i] == (byte) 0xFF && i + 1 < bytes.length && bytes[i + 1] == 0) {
                i++;
            }
        }
        return Arrays.copyOf(result, length);
    }

    /** Decodes a number of seven bits per byte. */
    public static int syncSafe(int bits) {
        return (bits & 0x7F) | (bits & 0x7F00) >> 1 | (bits & 0x7F0000) >> 2 | (bits & 0x7F000000) >> 3;
    }
}
