package io.loist.db.internal.track;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a row from left to right. Another program may have written a value that a track cannot have, because the
 * constraints of the table check only what identifies objects: such a value is read as if it were absent, so that no row breaks a
 * page.
 */
final class ColumnReader {

    private static final int MAX_NAME = 1_000;
    private static final Pattern AUDIO_NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,19}");
    private static final Pattern CRC_32C = Pattern.compile("[A-Za-z0-9+/]{6}==");

    private final ResultSet row;
    private int at;

    ColumnReader(ResultSet row) {
        this.row = row;
    }

    /** Goes on to the next column. */
    void next() {
        at++;
    }

    @Nullable
    String text() throws SQLException {
        return row.getString(at);
    }

    String requireText() throws SQLException {
        return Objects.requireNonNull(row.getString(at));
    }

    /** Returns a number; 0 for null. */
    long number() throws SQLException {
        return row.getLong(at);
    }

    double decimal() throws SQLException {
        return row.getDouble(at);
    }

    @Nullable
    Integer integer() throws SQLException {
        int value = row.getInt(at);
        return value == 0 && row.wasNull() ? null : (Integer) value;
    }

    @Nullable
    BigDecimal bigDecimal() throws SQLException {
        return row.getBigDecimal(at);
    }

    @Nullable
    UUID uuid() throws SQLException {
        return row.getObject(at, UUID.class);
    }

    UUID requireUuid() throws SQLException {
        return Objects.requireNonNull(uuid());
    }

    @Nullable
    LocalDate date() throws SQLException {
        return row.getObject(at, LocalDate.class);
    }

    @Nullable
    Instant instant() throws SQLException {
        OffsetDateTime moment = row.getObject(at, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    Instant requireInstant() throws SQLException {
        return Objects.requireNonNull(instant());
    }

    @Nullable
    String hexadecimal() throws SQLException {
        return Hex.text(row.getBytes(at));
    }

    /** Returns a name; null if it is blank or too long. */
    @Nullable
    String name() throws SQLException {
        String text = text();
        return isName(text) ? text : null;
    }

    /** Returns the names of an array, without those that are null, blank or too long. */
    List<String> names() throws SQLException {
        return texts(row.getArray(at)).stream().filter(ColumnReader::isName).toList();
    }

    /** Returns the name of a format or codec in lower case; null if it is none. */
    @Nullable
    String audioName() throws SQLException {
        String text = text();
        return text == null ? null : matching(AUDIO_NAME, text.toLowerCase(Locale.ROOT));
    }

    @Nullable
    String crc32c() throws SQLException {
        String text = text();
        return text == null ? null : matching(CRC_32C, text);
    }

    private static @Nullable String matching(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? text : null;
    }

    /** Returns whether a text may be the name of something. */
    static boolean isName(@Nullable String text) {
        return text != null && !text.isBlank() && isAtMost(MAX_NAME, text);
    }

    /** Returns whether a text has at most this number of characters. */
    static boolean isAtMost(int max, String text) {
        return text.length() <= max || text.codePointCount(0, text.length()) <= max;
    }

    /** Returns the texts of an array, without nulls; none if it has several dimensions. */
    static List<String> texts(@Nullable Array array) throws SQLException {
        return array != null && array.getArray() instanceof String[] texts
                ? Arrays.stream(texts).filter(Objects::nonNull).toList()
                : List.of();
    }
}
