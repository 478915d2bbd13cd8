package io.loist.signing.internal.v4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Percent-encoding for V4 signatures (RFC 3986 §2): every byte except letters, digits and {@code - . _ ~} becomes {@code %XX} in
 * upper case; {@code +} is a plus sign, not a space.
 */
public final class PercentCoding {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final BitSet UNRESERVED = new BitSet(128);
    private static final BitSet UNRESERVED_OR_SLASH;

    static {
        UNRESERVED.set('A', 'Z' + 1);
        UNRESERVED.set('a', 'z' + 1);
        UNRESERVED.set('0', '9' + 1);
        "-._~".chars().forEach(UNRESERVED::set);
        UNRESERVED_OR_SLASH = (BitSet) UNRESERVED.clone();
        UNRESERVED_OR_SLASH.set('/');
    }

    private PercentCoding() {}

    /** Encodes a query parameter's name or value. */
    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8), UNRESERVED);
    }

    /** Encodes a path and keeps its slashes. */
    public static String encodePath(String path) {
        return encode(path.getBytes(StandardCharsets.UTF_8), UNRESERVED_OR_SLASH);
    }

    /**
     * Normalises the encoding of a text, so that equal texts have equal encodings.
     *
     * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
     */
    static String normalize(String encoded) {
        return encode(decode(encoded), UNRESERVED);
    }

    /**
     * Normalises the encoding of a path; encoded slashes are decoded.
     *
     * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
     */
    public static String normalizePath(String encoded) {
        return encode(decode(encoded), UNRESERVED_OR_SLASH);
    }

    /**
     * Decodes a text; bytes that are not UTF-8 become U+FFFD.
     *
     * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
     */
    static String decodeText(String encoded) {
        return new String(decode(encoded), StandardCharsets.UTF_8);
    }

    private static byte[] decode(String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                bytes[length++] = bytes[i];
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("A '%' is not followed by two hexadecimal digits.");
            }
            bytes[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static String encode(byte[] bytes, BitSet kept) {
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (kept.get(b & 0xFF)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return out.toString();
    }
}
