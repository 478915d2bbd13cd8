package io.loist.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as V4 signatures need it (RFC 3986 §2): everything but letters, digits, {@code - . _ ~} becomes {@code %XX}
 * in upper case, and {@code +} is a plus sign, not a space.
 */
final class PercentCoding {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentCoding() {}

    /** Encodes a query parameter's name or value. */
    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Encodes a path; slashes stay. */
    static String encodePath(String path) {
        return encode(path.getBytes(StandardCharsets.UTF_8), true);
    }

    /**
     * Encodes anew what a client encoded in its own way, so that equal texts become equal.
     *
     * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
     */
    static String normalize(String encoded, boolean keepSlashes) {
        return encode(decode(encoded), keepSlashes);
    }

    /**
     * Decodes to UTF-8 bytes.
     *
     * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
     */
    static byte[] decode(String encoded) {
        byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.write(in[i]);
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("a '%' is not followed by two hexadecimal digits");
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toByteArray();
    }

    private static String encode(byte[] bytes, boolean keepSlashes) {
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (isUnreserved(b) || (keepSlashes && b == '/')) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
