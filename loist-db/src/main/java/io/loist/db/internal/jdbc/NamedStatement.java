package io.loist.db.internal.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prepared statement whose parameters are bound by name. Made by {@link Sql#prepare}; not for use by several threads. */
public final class NamedStatement implements AutoCloseable {

    private final PreparedStatement statement;
    private final List<String> names;
    private final Map<String, @Nullable Object> common;

    NamedStatement(PreparedStatement statement, List<String> names, Map<String, @Nullable Object> common) {
        this.statement = statement;
        this.names = names;
        this.common = common;
    }

    /** Returns the statement itself, for its settings: fetch size, time-out. */
    public PreparedStatement statement() {
        return statement;
    }

    /** Binds the values that the SQL came with. */
    public NamedStatement bind() throws SQLException {
        return bind(Map.of());
    }

    /**
     * Binds the values that the SQL came with, and these.
     *
     * @param own values of this execution; they come before those of the SQL
     * @throws IllegalStateException if a parameter has no value
     */
    public NamedStatement bind(Map<String, ? extends @Nullable Object> own) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            SqlArrays.bind(statement, i + 1, value(names.get(i), own));
        }
        return this;
    }

    /** Adds an execution with these values, and those that the SQL came with, to the batch that {@link #runBatch} runs. */
    public void addBatch(Map<String, ? extends @Nullable Object> own) throws SQLException {
        bind(own).statement.addBatch();
    }

    /** Runs the batch, and returns the number of rows that each execution changed. */
    public int[] runBatch() throws SQLException {
        return statement.executeBatch();
    }

    /** Runs a query with the values bound last. */
    public <T> List<T> query(Jdbc.RowMapper<T> mapper) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return mapped(rows, mapper);
        }
    }

    private static <T> List<T> mapped(ResultSet rows, Jdbc.RowMapper<T> mapper) throws SQLException {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
            result.add(mapper.map(rows));
        }
        return result;
    }

    /** Runs several queries, separated by semicolons, in one round trip, and returns the mapped rows of the last one. */
    <T> List<T> queryLast(Jdbc.RowMapper<T> mapper) throws SQLException {
        statement.execute();
        ResultSet last = statement.getResultSet();
        while (statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)) {
            last = statement.getResultSet();
        }
        try (ResultSet rows = last) {
            return mapped(rows, mapper);
        }
    }

    /** Runs an update with the values bound last, and returns the number of rows that it changed. */
    public int update() throws SQLException {
        return statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    private @Nullable Object value(String name, Map<String, ? extends @Nullable Object> own) {
        if (own.containsKey(name)) {
            return own.get(name);
        }
        if (common.containsKey(name)) {
            return common.get(name);
        }
        throw new IllegalStateException("The parameter :" + name + " has no value.");
    }
}
