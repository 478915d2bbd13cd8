package io.loist.audio.internal.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text from tags made fit for a track: nothing that cannot be stored, no blank around it, bounded. */
public final class TrackText {

    /** The most characters a name may have, see {@link io.loist.track.TrackMetadata}. */
    public static final int MAX_NAME = 1_000;

    /** The most characters a tag's value may have. */
    static final int MAX_VALUE = 100_000;

    /** More bytes than these are never needed for a value, in any encoding, to see that it is too long. */
    public static final int MAX_VALUE_BYTES = 4 * (MAX_VALUE + 1);

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private TrackText() {}

    /** Decodes text of no stated encoding: UTF-8 where the bytes are that, otherwise what Windows programs mean. */
    public static String decoded(ByteBuffer bytes) {
        return (isUtf8(bytes.duplicate()) ? StandardCharsets.UTF_8 : WINDOWS)
                .decode(bytes)
                .toString();
    }

    /** Decodes text of no stated encoding, which may have been cut off in the middle of a character. */
    public static String decodedCut(ByteBuffer bytes, boolean cut) {
        int end = bytes.limit();
        for (int length = end; cut && length >= end - 3 && length > bytes.position(); length--) {
            ByteBuffer shorter = bytes.duplicate().limit(length);
            boolean text = length == end || (bytes.get(length) & 0x80) != 0;
            if (text && isUtf8(shorter.duplicate())) {
                return StandardCharsets.UTF_8.decode(shorter).toString();
            }
        }
        return decoded(bytes);
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Removes U+0000, byte order marks and halves of surrogate pairs, and white space around the rest. */
    public static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                cleaned.append(c).append(text.charAt(++i));
            } else if (c != '\0' && c != '\ufeff' && !Character.isSurrogate(c)) {
                cleaned.append(c);
            }
        }
        return cleaned.toString().strip();
    }

    /** Cuts text to a number of characters, never through a surrogate pair. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end).strip();
    }
}
