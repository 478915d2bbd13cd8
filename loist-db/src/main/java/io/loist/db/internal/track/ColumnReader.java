package io.loist.db.internal.track;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row from left to right. */
final class ColumnReader {

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

    List<String> texts() throws SQLException {
        Array array = row.getArray(at);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
