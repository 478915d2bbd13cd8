package io.loist.db;

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
record SearchLimits(
        @Nullable Integer fromYear,
        @Nullable Integer toYear,
        @Nullable BigDecimal fromSeconds,
        @Nullable BigDecimal toSeconds,
        Set<String> formats) {

    static final SearchLimits NONE = new SearchLimits(null, null, null, null, Set.of());

    SearchLimits {
        formats = Set.copyOf(formats);
    }

    SearchLimits years(@Nullable Integer from, @Nullable Integer to) {
        return new SearchLimits(from, to, fromSeconds, toSeconds, formats);
    }

    SearchLimits seconds(@Nullable BigDecimal from, @Nullable BigDecimal to) {
        return new SearchLimits(fromYear, toYear, from, to, formats);
    }

    /** Lets this format pass too. */
    SearchLimits format(String format) {
        Set<String> more = new TreeSet<>(formats);
        more.add(format);
        return new SearchLimits(fromYear, toYear, fromSeconds, toSeconds, more);
    }

    /** Appends the conditions to a statement on {@code audio_tracks AS track}. */
    SqlClause append(SqlClause statement) {
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
