package io.loist.db.internal.track;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists of columns as SQL. A parameter is named as its column is. */
public final class TrackColumns {

    private static final Map<String, String> DRIVER_TYPES = Map.of("text", "varchar", "smallint", "integer");

    private TrackColumns() {}

    public static String names(Set<TrackColumn> columns) {
        return list(columns, TrackColumn::column);
    }

    public static String names(Set<TrackColumn> columns, String table) {
        return list(columns, column -> table + "." + column.column());
    }

    /** Returns a parameter for each column. */
    public static String parameters(Set<TrackColumn> columns) {
        return list(columns, TrackColumns::parameter);
    }

    /** Returns a parameter for each column that takes an array of texts, one for each track, cast to the column's type. */
    public static String arrays(Set<TrackColumn> columns) {
        return list(columns, column -> ":" + column.column() + "::" + column.type() + "[]");
    }

    /** Returns assignments of the columns' parameters. */
    public static String assignments(Set<TrackColumn> columns) {
        return list(columns, column -> column.column() + " = " + parameter(column));
    }

    /** Returns assignments from the columns of a table. */
    public static String assignments(Set<TrackColumn> columns, String table) {
        return list(columns, column -> column.column() + " = " + table + "." + column.column());
    }

    /**
     * Cast to the type that the driver gives a value, so that a null has the same type: with another one the server would have to parse and plan
     * the statement anew.
     */
    private static String parameter(TrackColumn column) {
        return ":" + column.column() + "::" + DRIVER_TYPES.getOrDefault(column.type(), column.type());
    }

    private static String list(Set<TrackColumn> columns, Function<TrackColumn, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }
}
