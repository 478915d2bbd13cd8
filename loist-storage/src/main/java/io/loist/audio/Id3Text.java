package io.loist.audio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text frames that are not in the encoding they claim. jaudiotagger drops all that is behind the first wrong byte. */
final class Id3Text {

    private static final byte UTF_16 = 1;
    private static final byte UTF_16_BE = 2;
    private static final byte UTF_8 = 3;

    private Id3Text() {}

    /** Returns the body of a text frame, as UTF-8 if it was not what its first byte claims. */
    static byte[] repaired(byte[] body) {
        Charset claimed = switch (body[0]) {
            case UTF_16 -> StandardCharsets.UTF_16;
            case UTF_16_BE -> StandardCharsets.UTF_16BE;
            case UTF_8 -> StandardCharsets.UTF_8;
            default -> null;
        };
        ByteBuffer text = ByteBuffer.wrap(body, 1, body.length - 1);
        if (claimed == null || isValid(text.duplicate(), claimed)) {
            return body;
        }
        // What claims to be UTF-8 and is not was written by a program that knew only its own machine's encoding
        Charset actual = claimed.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : claimed;
        byte[] decoded = actual.decode(text).toString().replace("\ufffd", "").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + decoded.length).put(UTF_8).put(decoded).array();
    }

    private static boolean isValid(ByteBuffer text, Charset charset) {
        try {
            charset.newDecoder().decode(text);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
