package io.loist.db.internal.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Binds Java arrays as arrays of PostgreSQL, and other values as the driver does. */
final class SqlArrays {

    /** The server's name for the elements of an array. */
    private static final Map<Class<?>, String> ELEMENT_TYPES = Map.of(
            UUID[].class, "uuid",
            byte[][].class, "bytea",
            String[].class, "text",
            Integer[].class, "int4",
            Long[].class, "int8",
            Short[].class, "int2",
            Double[].class, "float8",
            Boolean[].class, "bool",
            OffsetDateTime[].class, "timestamptz");

    private SqlArrays() {}

    static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Object[] elements) {
            String type = ELEMENT_TYPES.get(value.getClass());
            if (type == null) {
                throw new IllegalArgumentException(
                        "There is no array type for " + value.getClass().getSimpleName());
            }
            statement.setArray(index, statement.getConnection().createArrayOf(type, elements));
        } else {
            statement.setObject(index, value);
        }
    }
}
