package io.loist.db.internal.load;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of COPY, in UTF-8. */
final class CopyText {

    private static final HexFormat HEXADECIMAL = HexFormat.of();
    private static final int FIRST_BYTES = 1 << 16;
    private static final int LAST_ASCII = 0x7F;
    private static final int MOST_BYTES_PER_CHAR = 3;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    int length() {
        return length;
    }

    /** Returns the bytes, of which the first {@link #length} count. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns where the last row begins; a line feed in a value is escaped. */
    int startOfLastRow() {
        int start = length - 1;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    void clear() {
        length = 0;
    }

    /** Adds values with tabs between. */
    void values(List<? extends @Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                tab();
            }
            value(values.get(i));
        }
    }

    void tab() {
        plain("\t");
    }

    void endRow() {
        plain("\n");
    }

    void value(@Nullable Object value) {
        if (value == null) {
            plain("\\N");
        } else if (value instanceof String string) {
            escaped(string);
        } else if (value instanceof byte[] binary) {
            plain("\\\\x");
            plain(HEXADECIMAL.formatHex(binary));
        } else if (value instanceof String[] strings) {
            escaped(array(strings));
        } else if (value instanceof BigDecimal number) {
            plain(number.toPlainString());
        } else {
            plain(value.toString());
        }
    }

    private static String array(String[] strings) {
        if (strings.length == 0) {
            return "{}";
        }
        StringBuilder array = new StringBuilder("{");
        for (String string : strings) {
            array.append(array.length() > 1 ? ",\"" : "\"");
            array.append(string.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        }
        return array.append('}').toString();
    }

    /** Adds ASCII that needs no escape. */
    @SuppressWarnings("deprecation") // exactly what is wanted: the low bytes, without a copy
    private void plain(String ascii) {
        reserve(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
    }

    private void escaped(String string) {
        reserve(MOST_BYTES_PER_CHAR * string.length());
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c > LAST_ASCII) {
                escapedFrom(string, i);
                return;
            }
            char letter = escape(c);
            if (letter != 0) {
                bytes[length++] = '\\';
                bytes[length++] = (byte) letter;
            } else {
                bytes[length++] = (byte) c;
            }
        }
    }

    private void escapedFrom(String string, int from) {
        for (byte unit : string.substring(from).getBytes(StandardCharsets.UTF_8)) {
            char letter = unit < 0 ? 0 : escape((char) unit);
            if (letter != 0) {
                bytes[length++] = '\\';
                bytes[length++] = (byte) letter;
            } else {
                bytes[length++] = unit;
            }
        }
    }

    /** Returns the character that follows the backslash when a character is escaped; 0 if it needs no escape. */
    private static char escape(char character) {
        return switch (character) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
