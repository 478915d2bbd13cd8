package io.loist.db.internal.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL with the values of its parameters, in order: the only way that SQL is composed.
 *
 * @param sql constant text with a question mark for each parameter
 * @param bindings the parameters' values
 */
public record SqlClause(String sql, List<@Nullable Object> bindings) {

    public SqlClause {
        bindings = Collections.unmodifiableList(new ArrayList<>(bindings));
    }

    public static SqlClause of(String sql, @Nullable Object... bindings) {
        return new SqlClause(sql, Arrays.asList(bindings));
    }

    /** Returns this clause with another one behind it, on a line of its own. */
    public SqlClause then(SqlClause next) {
        List<@Nullable Object> all = new ArrayList<>(bindings);
        all.addAll(next.bindings);
        return new SqlClause(sql + "\n" + next.sql, all);
    }

    public SqlClause then(String next, @Nullable Object... values) {
        return then(of(next, values));
    }

    /** Returns clauses with a separator between. */
    public static SqlClause joined(String separator, List<SqlClause> clauses) {
        return new SqlClause(
                clauses.stream().map(SqlClause::sql).collect(Collectors.joining(separator)),
                clauses.stream().flatMap(clause -> clause.bindings().stream()).toList());
    }
}
