package io.loist.examples.benchmarks.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows that loist has written to a table for some tracks, to be written again by a JDBC batch: the same columns and values. */
final class WrittenRows {

    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
            ORDER BY attnum
            """;

    private final String insert;
    private final List<List<@Nullable String>> rows;

    private WrittenRows(String insert, List<List<@Nullable String>> rows) {
        this.insert = insert;
        this.rows = rows;
    }

    /** Reads the rows of tracks from a table whose column {@code key} has their ids. */
    static WrittenRows read(Connection connection, String table, String key, List<UUID> ids) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        try (PreparedStatement columns = connection.prepareStatement(COLUMNS)) {
            columns.setString(1, table);
            try (ResultSet column = columns.executeQuery()) {
                while (column.next()) {
                    names.add(column.getString("attname"));
                    types.add(column.getString("type"));
                }
            }
        }
        String insert = "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES ("
                + types.stream().map(type -> "?::" + type).collect(Collectors.joining(", ")) + ")";
        String select = "SELECT " + names.stream().map(name -> name + "::text").collect(Collectors.joining(", "))
                + " FROM " + table + " WHERE " + key + " = ANY (?)";
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int i = 1; i <= names.size(); i++) {
                        values.add(row.getString(i));
                    }
                    rows.add(values);
                }
            }
        }
        return new WrittenRows(insert, rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Writes the rows in one batch, without a commit. */
    void insert(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (List<@Nullable String> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setString(i + 1, row.get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
