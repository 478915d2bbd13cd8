package io.loist.audio.internal.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Decodes, cleans and limits the texts of tags. */
public final class TrackText {

    /** The maximum number of characters of a name, see {@link io.loist.track.TrackMetadata}. */
    public static final int MAX_NAME = 1_000;

    /** The maximum length of a code such as an ISRC that loist can store. */
    public static final int MAX_CODE = 500;

    /** The maximum number of characters of a tag's value. */
    static final int MAX_VALUE = 100_000;

    /** The number of bytes that is enough, in any encoding, to detect that a value is too long. */
    public static final int MAX_VALUE_BYTES = 4 * (MAX_VALUE + 1);

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private TrackText() {}

    /** Decodes text without a declared encoding: as UTF-8 if it is valid, otherwise as Windows-1252. */
    public static String decoded(ByteBuffer bytes) {
        return (isUtf8(bytes.duplicate()) ? StandardCharsets.UTF_8 : WINDOWS)
                .decode(bytes)
                .toString();
    }

    /** Decodes text without a declared encoding that may be cut within a character. */
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

    /** Removes U+0000, byte order marks and unpaired surrogates, and strips white space. */
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

    /** Cuts a text to a maximum number of characters, never within a surrogate pair. */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end).strip();
    }
}
