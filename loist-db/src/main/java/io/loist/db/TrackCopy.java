package io.loist.db;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes rows in the text format of COPY. */
final class TrackCopy implements AutoCloseable {

    private static final int BYTES_PER_WRITE = 1 << 16;
    private static final HexFormat HEXADECIMAL = HexFormat.of();

    private final CopyIn copy;
    private final StringBuilder text = new StringBuilder(2 * BYTES_PER_WRITE);

    TrackCopy(CopyIn copy) {
        this.copy = copy;
    }

    void write(List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append('\t');
            }
            append(values.get(i));
        }
        text.append('\n');
        if (text.length() >= BYTES_PER_WRITE) {
            flush();
        }
    }

    /** Ends it, and returns how many rows it wrote. */
    long end() throws SQLException {
        flush();
        return copy.endCopy();
    }

    /** Takes back what was not ended. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            text.append("\\N");
        } else if (value instanceof String string) {
            escape(string);
        } else if (value instanceof byte[] bytes) {
            text.append("\\\\x");
            HEXADECIMAL.formatHex(text, bytes);
        } else if (value instanceof String[] strings) {
            appendArray(strings);
        } else if (value instanceof BigDecimal number) {
            text.append(number.toPlainString());
        } else {
            text.append(value);
        }
    }

    private void appendArray(String[] strings) {
        StringBuilder array = new StringBuilder("{");
        for (String string : strings) {
            array.append(array.length() > 1 ? ",\"" : "\"");
            array.append(string.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        }
        escape(array.append('}'));
    }

    private void escape(CharSequence string) {
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(character);
            }
        }
    }
}
