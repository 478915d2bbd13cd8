package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.SqlClause;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A clause for a function that executes it: its parameters are the elements of one array of texts.
 *
 * @param sql constant text, in which the parameters are elements of an array
 * @param values the array
 */
record BoundText(String sql, List<@Nullable String> values) {

    /** @param array what stands for the array in the text, such as {@code $5} */
    static BoundText of(SqlClause clause, String array) {
        StringBuilder sql = new StringBuilder();
        List<@Nullable Object> bindings = clause.bindings();
        String[] parts = clause.sql().split("\\?", -1);
        for (int i = 0; i < parts.length; i++) {
            sql.append(parts[i]);
            if (i < bindings.size()) {
                sql.append('(')
                        .append(array)
                        .append('[')
                        .append(i + 1)
                        .append("])::")
                        .append(type(bindings.get(i)));
            }
        }
        return new BoundText(
                sql.toString(),
                bindings.stream().<@Nullable String>map(BoundText::text).toList());
    }

    private static String type(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return "bigint";
        }
        if (value instanceof Double) {
            return "double precision";
        }
        if (value instanceof BigDecimal) {
            return "numeric";
        }
        if (value instanceof OffsetDateTime) {
            return "timestamptz";
        }
        if (value instanceof String[]) {
            return "text[]";
        }
        if (value instanceof byte[]) {
            return "bytea";
        }
        return value instanceof UUID ? "uuid" : "text";
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof String[] texts) {
            return Arrays.stream(texts)
                    .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value == null ? null : value.toString();
    }
}
