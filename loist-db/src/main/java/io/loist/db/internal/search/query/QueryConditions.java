package io.loist.db.internal.search.query;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query text that are not about words, such as {@code year:1970..1979}.
 *
 * @param minYear the first matching year, or null for no bound
 * @param maxYear the last matching year, or null for no bound
 * @param minSeconds the shortest matching duration, or null for no bound
 * @param maxSeconds the exclusive upper bound of matching durations, or null for no bound
 * @param formats the matching formats in lower case; empty for all
 */
public record QueryConditions(
        @Nullable Integer minYear,
        @Nullable Integer maxYear,
        @Nullable BigDecimal minSeconds,
        @Nullable BigDecimal maxSeconds,
        Set<String> formats) {

    static final QueryConditions NONE = new QueryConditions(null, null, null, null, Set.of());

    public QueryConditions {
        formats = Set.copyOf(formats);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    QueryConditions years(@Nullable Integer min, @Nullable Integer max) {
        return new QueryConditions(min, max, minSeconds, maxSeconds, formats);
    }

    QueryConditions seconds(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        return new QueryConditions(minYear, maxYear, min, max, formats);
    }

    /** Returns these conditions with one more matching format. */
    QueryConditions format(String format) {
        Set<String> more = new TreeSet<>(formats);
        more.add(format);
        return new QueryConditions(minYear, maxYear, minSeconds, maxSeconds, more);
    }
}
