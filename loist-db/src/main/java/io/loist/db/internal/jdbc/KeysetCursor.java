package io.loist.db.internal.jdbc;

import io.loist.Cursor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The end of a page, as encoded in a {@link Cursor}: the query, the sort values of the last row, and its id.
 *
 * @param question identifies the query; the next page must be of the same query
 * @param values the values by which the last row is sorted, before its id; null where it has none
 * @param id the id of the last row
 */
public record KeysetCursor(String question, List<@Nullable String> values, UUID id) {

    /** The first part, so that later releases can recognise cursors in this format. */
    private static final String FORMAT = "1";

    private static final String SEPARATOR = "\0";
    private static final char PRESENT = '=';
    private static final String ABSENT = "-";

    public Cursor toCursor() {
        StringBuilder text = new StringBuilder(FORMAT);
        text.append(SEPARATOR).append(question).append(SEPARATOR).append(id);
        for (String value : values) {
            text.append(SEPARATOR).append(value == null ? ABSENT : PRESENT + value);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * Decodes a cursor.
     *
     * @param question identifies the present query
     * @param values number of values by which rows are sorted
     * @throws IllegalArgumentException if the cursor was made for another query, or not by loist
     */
    public static KeysetCursor of(Cursor cursor, String question, int values) {
        List<String> parts = Arrays.asList(decode(cursor).split(SEPARATOR, -1));
        if (parts.size() != values + 3
                || !parts.get(0).equals(FORMAT)
                || !parts.get(1).equals(question)) {
            throw foreign(null);
        }
        try {
            List<@Nullable String> last = parts.subList(3, parts.size()).stream()
                    .<@Nullable String>map(part -> part.equals(ABSENT) ? null : part.substring(1))
                    .toList();
            return new KeysetCursor(question, last, UUID.fromString(parts.get(2)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw foreign(e);
        }
    }

    public static IllegalArgumentException foreign(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "This cursor was made for another query, order or release; pass the cursor of Page.next() with the query that"
                        + " it came from, or none to start with the first page.",
                cause);
    }

    private static String decode(Cursor cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor.token());
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw foreign(e);
        }
    }
}
