package io.loist.db.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * SQL text with named parameters and their values: the only way that SQL is composed and bound. Immutable. See
 * {@link ParsedSql} for what a parameter is.
 *
 * <p>A text is parsed once per instance, and the instances that {@code with} and {@code in} make share it, as long as the schema is
 * the same: keep a statement that runs often in a field.
 */
public final class Sql {

    private static final Object ABSENT = new Object();

    private final Text text;
    private final Map<String, @Nullable Object> values;
    private final boolean replanned;

    private Sql(Text text, Map<String, @Nullable Object> values, boolean replanned) {
        this.text = text;
        this.values = values;
        this.replanned = replanned;
    }

    /** Returns SQL whose parameters have no values yet. */
    public static Sql of(String text) {
        return new Sql(new Text(text), Map.of(), false);
    }

    /**
     * Returns this SQL with a parameter's value.
     *
     * @param value a value for {@code setObject}, or an array of a type that {@link SqlArrays} knows, or null
     * @throws IllegalStateException if the parameter has another value already
     */
    public Sql with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> all = new HashMap<>(values);
        put(all, name, value);
        return new Sql(text, all, replanned);
    }

    /** Returns this SQL with the values of several parameters; values that the text does not use do no harm. */
    public Sql with(Map<String, ? extends @Nullable Object> more) {
        return new Sql(text, merged(values, more), replanned);
    }

    /**
     * Returns this SQL followed by another, on a line of its own. A name that both use is one parameter.
     *
     * @throws IllegalStateException if the two have different values for one name
     */
    public Sql then(Sql next) {
        return new Sql(new Text(text() + "\n" + next.text()), merged(values, next.values), replanned || next.replanned);
    }

    /** Returns this SQL followed by a text. */
    public Sql then(String next) {
        return new Sql(new Text(text() + "\n" + next), values, replanned);
    }

    /** Returns several pieces of SQL with a separator between them, without empty ones; empty SQL for none. */
    public static Sql joined(String separator, List<Sql> parts) {
        StringBuilder all = new StringBuilder();
        Map<String, @Nullable Object> values = Map.of();
        for (Sql part : parts) {
            if (part.text().isEmpty()) {
                continue;
            }
            all.append(all.isEmpty() ? "" : separator).append(part.text());
            values = merged(values, part.values);
        }
        return new Sql(new Text(all.toString()), values, parts.stream().anyMatch(part -> part.replanned));
    }

    /** Returns this SQL with the schema's name in the place of each <code>${schema}.</code>. */
    public Sql in(SchemaName schema) {
        return new Sql(text.in(schema), values, replanned);
    }

    /**
     * Returns this SQL with a new plan for each execution. Otherwise the driver makes the server keep a plan, even after a table that was
     * empty has grown to millions of rows.
     */
    public Sql replanned() {
        return new Sql(text, values, true);
    }

    /** Returns whether each execution has a new plan. */
    public boolean isReplanned() {
        return replanned;
    }

    /** Returns the text, its parameters by name. */
    public String text() {
        return text.named;
    }

    /** Returns the text as JDBC takes it, a question mark for each parameter. */
    public String jdbcText() {
        return text.parsed().sql();
    }

    /** Returns the values given so far. */
    public Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Prepares the statement without binding anything; the caller closes it. */
    public NamedStatement prepare(Connection connection) throws SQLException {
        ParsedSql parsed = text.parsed();
        PreparedStatement statement = connection.prepareStatement(parsed.sql());
        if (replanned && statement.isWrapperFor(PGStatement.class)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        return new NamedStatement(statement, parsed.names(), values);
    }

    private static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> first, Map<String, ? extends @Nullable Object> second) {
        if (second.isEmpty()) {
            return first;
        }
        Map<String, @Nullable Object> all = new HashMap<>(first);
        second.forEach((name, value) -> put(all, name, value));
        return all;
    }

    private static void put(Map<String, @Nullable Object> values, String name, @Nullable Object value) {
        Object before = values.getOrDefault(name, ABSENT);
        if (before != ABSENT && !Objects.deepEquals(before, value)) {
            throw new IllegalStateException(
                    "The parameter :" + name + " has two values; give one of them another name.");
        }
        values.put(name, value);
    }

    /** Two statements are equal if their texts and values are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sql sql
                && text().equals(sql.text())
                && values.keySet().equals(sql.values.keySet())
                && values.keySet().stream()
                        .allMatch(name -> Objects.deepEquals(values.get(name), sql.values.get(name)));
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** Returns the text and the names of the values, never a value: these may be a track's content. */
    @Override
    public String toString() {
        return text() + " " + Arrays.toString(values.keySet().stream().sorted().toArray());
    }

    /** A text, parsed when it is first run. */
    private static final class Text {

        private final String named;
        private volatile @Nullable ParsedSql parsed;
        private volatile @Nullable InSchema last;

        Text(String named) {
            this.named = named;
        }

        ParsedSql parsed() {
            ParsedSql known = parsed;
            if (known == null) {
                known = ParsedSql.of(named);
                parsed = known;
            }
            return known;
        }

        Text in(SchemaName schema) {
            InSchema known = last;
            if (known == null || known.schema != schema) {
                known = new InSchema(schema, new Text(schema.in(named)));
                last = known;
            }
            return known.text;
        }
    }

    /** A text with the name of a schema inserted. */
    private record InSchema(SchemaName schema, Text text) {}
}
