package io.loist.db.internal.search.query;

import io.loist.db.internal.jdbc.SqlClause;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that stand in the text of a search, such as {@code year:1970..1979}.
 *
 * @param fromYear the first year that passes, or null for no bound
 * @param toYear the last year that passes, or null for no bound
 * @param fromSeconds the shortest playing time that passes, or null for no bound
 * @param toSeconds the playing time that everything that passes is shorter than, or null for no bound
 * @param formats the formats that pass; empty for all
 */
public record QueryLimits(
        @Nullable Integer fromYear,
        @Nullable Integer toYear,
        @Nullable BigDecimal fromSeconds,
        @Nullable BigDecimal toSeconds,
        Set<String> formats) {

    static final QueryLimits NONE = new QueryLimits(null, null, null, null, Set.of());

    public QueryLimits {
        formats = Set.copyOf(formats);
    }

    QueryLimits years(@Nullable Integer from, @Nullable Integer to) {
        return new QueryLimits(from, to, fromSeconds, toSeconds, formats);
    }

    QueryLimits seconds(@Nullable BigDecimal from, @Nullable BigDecimal to) {
        return new QueryLimits(fromYear, toYear, from, to, formats);
    }

    /** Lets this format pass too. */
    QueryLimits format(String format) {
        Set<String> more = new TreeSet<>(formats);
        more.add(format);
        return new QueryLimits(fromYear, toYear, fromSeconds, toSeconds, more);
    }

    /** Appends the conditions to a statement on {@code audio_tracks AS track}. */
    public SqlClause append(SqlClause statement) {
        SqlClause clause = bound(statement, "AND track.year >= ?", fromYear);
        clause = bound(clause, "AND track.year <= ?", toYear);
        clause = bound(clause, "AND track.duration_seconds >= ?", fromSeconds);
        clause = bound(clause, "AND track.duration_seconds < ?", toSeconds);
        return formats.isEmpty()
                ? clause
                : clause.then("AND track.format = ANY (?)", (Object)
                        formats.stream().sorted().toArray(String[]::new));
    }

    private static SqlClause bound(SqlClause clause, String condition, @Nullable Object value) {
        return value == null ? clause : clause.then(condition, value);
    }
}
