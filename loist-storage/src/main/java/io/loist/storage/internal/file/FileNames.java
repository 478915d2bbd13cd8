package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps the names of objects to files. Every valid name has its own file inside the bucket's folder, even on file systems that ignore
 * case or normalise accents.
 *
 * <p>Each part of a name before a slash is a folder with the suffix {@code .d}; the part after the last slash is the file. Lower-case
 * letters, digits and {@code - _ .} are kept; every other byte is written {@code %xx}. So are a dot that would hide the file or make it
 * look like a folder, and the first letter of names that Windows reserves. An empty part is a single {@code %}. A part that is too long
 * for a file name is split into folders with the suffix {@code +.d}.
 */
final class FileNames {

    private static final String FOLDER = ".d";
    private static final String CONTINUED = "+.d";
    private static final String EMPTY = "%";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** The length at which a part is split. File names can have 255 bytes, escapes at both ends included. */
    private static final int CUT = 200;

    private static final Pattern RESERVED = Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");

    private FileNames() {}

    /** Returns the file of an object in its bucket's folder. */
    static Path resolve(Path bucketFolder, String name) {
        byte[] bytes = name.getBytes(UTF_8);
        Path path = bucketFolder;
        int start = 0;
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '/') {
                path = path.resolve(escape(bytes, start, i) + FOLDER);
                start = i + 1;
                length = 0;
                continue;
            }
            length += isPlain(bytes[i]) ? 1 : 3;
            if (length >= CUT) {
                path = path.resolve(escape(bytes, start, i + 1) + CONTINUED);
                start = i + 1;
                length = 0;
            }
        }
        return path.resolve(escapeFile(escape(bytes, start, bytes.length)));
    }

    /** Returns whether a file name is a folder's. */
    static boolean isFolder(String fileName) {
        return fileName.endsWith(FOLDER);
    }

    /**
     * Returns the bytes that a folder or file contributes to the names of its objects, or null if {@link #resolve} never returns such a
     * file name.
     */
    static byte @Nullable [] decode(String fileName) {
        if (fileName.endsWith(CONTINUED)) {
            return unescape(fileName.substring(0, fileName.length() - CONTINUED.length()), "");
        }
        return isFolder(fileName)
                ? unescape(fileName.substring(0, fileName.length() - FOLDER.length()), "/")
                : unescape(fileName, "");
    }

    private static String escape(byte[] bytes, int from, int to) {
        if (from == to) {
            return EMPTY;
        }
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (isPlain(bytes[i]) && (bytes[i] != '.' || i > from)) {
                out.append((char) bytes[i]);
            } else {
                appendEscaped(out, bytes[i]);
            }
        }
        return RESERVED.matcher(out).matches() ? escapeAt(out.toString(), 0) : out.toString();
    }

    private static String escapeFile(String name) {
        if (name.endsWith(FOLDER)) {
            return escapeAt(name, name.length() - FOLDER.length());
        }
        return name.endsWith(".") ? escapeAt(name, name.length() - 1) : name;
    }

    private static String escapeAt(String text, int index) {
        StringBuilder out = new StringBuilder(text.substring(0, index));
        appendEscaped(out, (byte) text.charAt(index));
        return out.append(text, index + 1, text.length()).toString();
    }

    private static void appendEscaped(StringBuilder out, byte b) {
        out.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
    }

    private static byte @Nullable [] unescape(String text, String end) {
        byte[] in = text.equals(EMPTY) ? new byte[0] : text.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length + 1);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.write(in[i]);
                continue;
            }
            int high = i + 2 < in.length ? hexDigit(in[i + 1]) : -1;
            int low = i + 2 < in.length ? hexDigit(in[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            out.write(high << 4 | low);
            i += 2;
        }
        out.writeBytes(end.getBytes(UTF_8));
        return out.toByteArray();
    }

    private static int hexDigit(byte b) {
        return Arrays.binarySearch(HEX, (char) b);
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_' || b == '.';
    }
}
