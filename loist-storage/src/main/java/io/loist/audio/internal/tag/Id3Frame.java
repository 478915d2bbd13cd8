package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.TrackText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one ID3v2 tag: header, flags and the plain body, which jaudiotagger decodes. For one tag and one thread.
 */
final class Id3Frame {

    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9]{2,3}[ \\x00]?");

    /** The maximum number of bytes of a picture frame besides the picture. */
    private static final int PICTURE_HEADER = 1_024;

    private static final int MAX_TEXT = TrackText.MAX_NAME + TrackText.MAX_VALUE_BYTES;

    /** The number of bytes that a frame may exceed its tag, because some programs count a header twice. */
    private static final int MISCOUNTED = 16;

    /** Frames of version 2.4, which many programs write in tags of version 2.3. */
    private static final Set<String> YOUNG =
            Set.of("TDRC", "TDOR", "TDRL", "TIPL", "TMCL", "TMOO", "TSST", "TSOA", "TSOP", "TSOT", "TPRO");

    private static final Set<String> PICTURES = Set.of("APIC", "PIC");
    private static final Set<String> OTHER_TEXTS = Set.of(
            "COMM", "COM", "USLT", "ULT", "UFID", "UFI", "IPLS", "IPL", "GRP1", "GP1", "MVNM", "MVN", "MVIN", "MVI",
            "XSOA", "XSOP", "XSOT");

    private final int version;
    private final boolean unsynchronised;
    private final AudioFileBuilder builder;
    private final int idLength;
    private final int headerLength;
    private int inflatable = Id3Tag.MAX_BYTES;

    Id3Frame(int version, boolean unsynchronised, AudioFileBuilder builder) {
        this.version = version;
        this.unsynchronised = unsynchronised;
        this.builder = builder;
        this.idLength = version == 2 ? 3 : 4;
        this.headerLength = version == 2 ? 6 : 10;
    }

    /** Returns whether there is room for a frame and no padding. */
    boolean mayStartAt(ByteBuffer frames) {
        return frames.remaining() > headerLength && frames.get(frames.position()) != 0;
    }

    /** Reads the frame at the position and advances; false if there is no frame and the next one cannot be found. */
    boolean read(ByteBuffer frames) {
        int start = frames.position();
        String id = idAt(frames, start);
        int size = size(frames, start);
        int room = frames.remaining() - headerLength;
        if (id == null || size < 0 || size - room > MISCOUNTED || (size > room && !isText(id))) {
            return false;
        }
        if (size > room) {
            builder.finding("The ID3 frame " + id.strip() + " is cut off.");
            size = room;
        }
        int end = start + headerLength + size;
        boolean picture = PICTURES.contains(id);
        if (size > 0 && (picture ? builder.pictures().takes(size - PICTURE_HEADER) : isText(id))) {
            int bodyStart = frames.arrayOffset() + start + headerLength;
            int flags = version == 2 ? 0 : frames.get(start + 9) & 0xFF;
            int needed = picture || flags != 0 ? size : Math.min(size, MAX_TEXT);
            byte[] body = plain(Arrays.copyOfRange(frames.array(), bodyStart, bodyStart + needed), flags);
            if (body != null && body.length > 0) {
                // Some programs write ids of version 2.2 with a fill character in newer tags
                int writtenAs = id.endsWith(" ") ? 2 : YOUNG.contains(id) ? 4 : version;
                ByteBuffer frame = withHeader(id.strip(), picture ? body : text(id, body), writtenAs);
                new Id3FrameBody(builder).read(id.strip(), frame, writtenAs);
            }
        }
        frames.position(end);
        return true;
    }

    /** Returns whether the frame contains text; apart from pictures, the other frames are binary. */
    private static boolean isText(String id) {
        return id.startsWith("T") || id.startsWith("W") || OTHER_TEXTS.contains(id);
    }

    /** Prepares a text for jaudiotagger: limits its length, and converts it to the declared encoding. */
    private static byte[] text(String id, byte[] body) {
        byte[] bounded = body.length > MAX_TEXT ? Arrays.copyOf(body, MAX_TEXT) : body;
        return id.startsWith("T") ? Id3Text.repaired(bounded) : bounded;
    }

    private @Nullable String idAt(ByteBuffer frames, int position) {
        return isId(frames, position, idLength)
                ? StandardCharsets.ISO_8859_1
                        .decode(frames.slice(position, idLength))
                        .toString()
                        .replace('\0', ' ')
                : null;
    }

    static boolean isId(ByteBuffer frames, int position, int length) {
        return position + length <= frames.limit()
                && ID.matcher(StandardCharsets.ISO_8859_1.decode(frames.slice(position, length)))
                        .matches();
    }

    private int size(ByteBuffer frames, int start) {
        if (version == 2) {
            return (frames.getShort(start + 3) & 0xFFFF) << 8 | (frames.get(start + 5) & 0xFF);
        }
        int bits = frames.getInt(start + 4);
        if (version == 3) {
            return bits;
        }
        int size = Id3Tag.syncSafe(bits);
        // Some programs write the size of an ID3v2.4 frame as a plain number; only that leads to the next frame then
        boolean plain = (bits & 0x80808080) != 0
                || (bits != size && !endsWell(frames, start, size) && endsWell(frames, start, bits));
        return plain ? bits : size;
    }

    private boolean endsWell(ByteBuffer frames, int start, int size) {
        long end = (long) start + headerLength + size;
        if (size < 0 || end > frames.limit()) {
            return false;
        }
        return end + idLength > frames.limit() || frames.get((int) end) == 0 || idAt(frames, (int) end) != null;
    }

    /** Undoes the transformations that the flags declare; null if that is not possible. */
    private byte @Nullable [] plain(byte[] body, int flags) {
        if (version == 4) {
            boolean encrypted = (flags & 0x04) != 0;
            int added = ((flags & 0x40) != 0 ? 1 : 0) + ((flags & 0x01) != 0 ? 4 : 0);
            if (encrypted || added > body.length) {
                return null;
            }
            byte[] rest = added == 0 ? body : Arrays.copyOfRange(body, added, body.length);
            rest = unsynchronised || (flags & 0x02) != 0 ? Id3Tag.synchronise(rest) : rest;
            return (flags & 0x08) != 0 ? inflated(rest) : rest;
        }
        boolean encrypted = (flags & 0x40) != 0;
        boolean compressed = (flags & 0x80) != 0;
        int added = (compressed ? 4 : 0) + ((flags & 0x20) != 0 ? 1 : 0);
        if (encrypted || added > body.length) {
            return null;
        }
        byte[] rest = added == 0 ? body : Arrays.copyOfRange(body, added, body.length);
        return compressed ? inflated(rest) : rest;
    }

    /** Inflates up to the remaining budget of the tag, whatever size the frame declares. */
    private byte @Nullable [] inflated(byte[] body) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(body);
            byte[] result = new byte[Math.min(inflatable, 8_192)];
            int length = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(result, length, result.length - length);
                length += more;
                if (length == inflatable) {
                    builder.finding("A compressed ID3 frame was left out: the tag holds more than " + Id3Tag.MAX_BYTES
                            + " bytes.");
                    return null;
                }
                if (length == result.length) {
                    result = Arrays.copyOf(result, (int) Math.min(inflatable, 2L * result.length));
                } else if (more == 0) {
                    return null;
                }
            }
            inflatable -= length;
            return Arrays.copyOf(result, length);
        } catch (DataFormatException e) {
            builder.finding("A compressed ID3 frame is damaged and was left out.");
            return null;
        } finally {
            inflater.end();
        }
    }

    /** Prepends a plain header of a version to a plain body. */
    private static ByteBuffer withHeader(String id, byte[] body, int version) {
        ByteBuffer frame = ByteBuffer.allocate(10 + body.length);
        frame.put(id.getBytes(StandardCharsets.ISO_8859_1));
        int size = body.length;
        if (version == 2) {
            frame.put((byte) (size >> 16)).putShort((short) size);
        } else if (version == 3) {
            frame.putInt(size).putShort((short) 0);
        } else {
            frame.putInt((size & 0x7F) | (size & 0x3F80) << 1 | (size & 0x1FC000) << 2 | (size & 0xFE00000) << 3);
            frame.putShort((short) 0);
        }
        return frame.put(body).flip();
    }
}
