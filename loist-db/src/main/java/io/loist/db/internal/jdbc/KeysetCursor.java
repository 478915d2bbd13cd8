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
 * Where a page ended, as a {@link Cursor} carries it: what was asked, the last row's values, its id.
 *
 * @param question what the page answers; the next one must answer the same
 * @param values the values that the last row is placed by, before its id; null where it has none
 * @param id the last row's id
 */
public record KeysetCursor(String question, List<@Nullable String> values, UUID id) {

    /** Before everything else, so that a later release can tell its cursors from these. */
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
     * Reads a cursor again.
     *
     * @param question what is asked now
     * @param values how many values a row is placed by
     * @throws IllegalArgumentException if the cursor is of another question, or not one of loist's
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
                        + " it came from, or none to begin anew.",
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
