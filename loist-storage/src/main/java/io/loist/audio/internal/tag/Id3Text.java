package io.loist.audio.internal.tag;

import io.loist.audio.internal.model.TrackText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Repairs text frames that are not in their declared encoding; jaudiotagger would drop everything after the first wrong byte. */
final class Id3Text {

    private static final byte LATIN_1 = 0;
    private static final byte UTF_16 = 1;
    private static final byte UTF_16_BE = 2;
    private static final byte UTF_8 = 3;

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final char SWAPPED_MARK = '\ufffe';

    private Id3Text() {}

    /** Returns the body of a text frame, converted to UTF-8 if it is not in the encoding that its first byte declares. */
    static byte[] repaired(byte[] body) {
        ByteBuffer text = ByteBuffer.wrap(body, 1, body.length - 1);
        return switch (body[0]) {
            case LATIN_1 -> hasHighBytes(text) ? asUtf8(TrackText.decoded(text)) : body;
            case UTF_16 -> startsWithMark(text) ? repaired(body, StandardCharsets.UTF_16) : asUtf8(unmarked(text));
            case UTF_16_BE -> repaired(body, StandardCharsets.UTF_16BE);
            // Invalid UTF-8 comes from programs that write the encoding of their machine
            case UTF_8 -> isValid(text, StandardCharsets.UTF_8) ? body : asUtf8(TrackText.decoded(text));
            default -> body;
        };
    }

    private static byte[] repaired(byte[] body, Charset claimed) {
        ByteBuffer text = ByteBuffer.wrap(body, 1, body.length - 1);
        return isValid(text, claimed) ? body : asUtf8(claimed.decode(text).toString());
    }

    private static byte[] asUtf8(String text) {
        byte[] encoded = text.replace("\ufffd", "").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + encoded.length).put(UTF_8).put(encoded).array();
    }

    private static boolean hasHighBytes(ByteBuffer text) {
        for (int i = text.position(); i < text.limit(); i++) {
            if (text.get(i) < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithMark(ByteBuffer text) {
        char first = text.remaining() < 2 ? BYTE_ORDER_MARK : text.getChar(text.position());
        return first == BYTE_ORDER_MARK || first == SWAPPED_MARK;
    }

    /** Returns the byte order in which more high bytes are zero, as in scripts with a small alphabet. */
    private static String unmarked(ByteBuffer text) {
        int highFirst = 0;
        for (int i = text.position(); i + 1 < text.limit(); i += 2) {
            highFirst += (text.get(i) == 0 ? 1 : 0) - (text.get(i + 1) == 0 ? 1 : 0);
        }
        return (highFirst > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE)
                .decode(text)
                .toString();
    }

    private static boolean isValid(ByteBuffer text, Charset charset) {
        try {
            charset.newDecoder().decode(text.duplicate());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
