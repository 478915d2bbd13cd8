package io.loist.db;

import io.loist.track.TrackFilter;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that stand in the text of a search, such as {@code year:1970..1979}.
 *
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

    /** Returns the first year that passes these conditions and the filter. */
    @Nullable
    Integer fromYear(TrackFilter filter) {
        Integer other = filter.fromYear();
        return fromYear == null ? other : other == null ? fromYear : Integer.valueOf(Math.max(fromYear, other));
    }

    /** Returns the last year that passes these conditions and the filter. */
    @Nullable
    Integer toYear(TrackFilter filter) {
        Integer other = filter.toYear();
        return toYear == null ? other : other == null ? toYear : Integer.valueOf(Math.min(toYear, other));
    }

    /** Returns the formats that pass these conditions and the filter; null for all, none if they exclude each other. */
    @Nullable
    Set<String> formats(TrackFilter filter) {
        if (formats.isEmpty() || filter.formats().isEmpty()) {
            Set<String> either = formats.isEmpty() ? filter.formats() : formats;
            return either.isEmpty() ? null : either;
        }
        Set<String> both = new TreeSet<>(formats);
        both.retainAll(filter.formats());
        return both;
    }
}
