package io.loist.db.internal.track;

import io.loist.track.ReleaseDate;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Release dates as a first day and a precision. */
final class ReleaseDates {

    private static final String YEAR = "YEAR";
    private static final String MONTH = "MONTH";
    private static final String DAY = "DAY";

    private ReleaseDates() {}

    static @Nullable LocalDate firstDay(@Nullable ReleaseDate date) {
        return date == null
                ? null
                : LocalDate.of(
                        date.year(),
                        Objects.requireNonNullElse(date.month(), 1),
                        Objects.requireNonNullElse(date.day(), 1));
    }

    static @Nullable String precision(@Nullable ReleaseDate date) {
        if (date == null) {
            return null;
        }
        if (date.month() == null) {
            return YEAR;
        }
        return date.day() == null ? MONTH : DAY;
    }

    static @Nullable ReleaseDate of(@Nullable LocalDate day, @Nullable String precision) {
        if (day == null || precision == null) {
            return null;
        }
        return switch (precision) {
            case YEAR -> new ReleaseDate(day.getYear(), null, null);
            case MONTH -> new ReleaseDate(day.getYear(), day.getMonthValue(), null);
            default -> new ReleaseDate(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        };
    }
}
