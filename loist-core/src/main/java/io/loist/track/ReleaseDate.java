package io.loist.track;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date of known precision: a year, a month or a day.
 *
 * @param year the year, from 1800 to 2100
 * @param month the month, from 1 to 12, or null if only the year is known
 * @param day the day of that month, or null if only the month is known
 */
public record ReleaseDate(
        int year, @Nullable Integer month, @Nullable Integer day) {

    /** A slash may also separate two years, as in a season; so a date with slashes needs a day. */
    private static final Pattern ISO = Pattern.compile(
            "\\s*+(?<year>\\d{4})(?:-(?<month>\\d{2})(?:-(?<day>\\d{2}))?|(?<between>[/.:])(?<slashMonth>\\d{2})\\k<between>(?<slashDay>\\d{2}))?(?:[T ].*+)?+\\s*+");

    /**
     * Checks that the date exists.
     *
     * @throws IllegalArgumentException if the date does not exist, the year is out of range, or there is a day without a month
     */
    public ReleaseDate {
        TrackMetadata.requireYear(year);
        if (month == null && day != null) {
            throw new IllegalArgumentException("a release date with a day needs a month");
        }
        try {
            if (month != null && day != null) {
                LocalDate.of(year, month, day);
            } else if (month != null) {
                YearMonth.of(year, month);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no such date: " + year + "-" + month + "-" + day, e);
        }
    }

    /**
     * Parses a date as tags contain it: {@code 1977}, {@code 1977-10} or {@code 1977-10-14}, each with or without a time after it; a
     * complete date may have slashes, dots or colons instead: {@code 1977/10/14}. A month or day that does not exist, such as the 00
     * that some programs write, is omitted.
     *
     * @return the date, or empty if the text does not begin with a year from 1800 to 2100 in that form
     */
    public static Optional<ReleaseDate> parse(String text) {
        Matcher matcher = ISO.matcher(text);
        if (!matcher.matches() || !TrackMetadata.isYear(Integer.parseInt(matcher.group("year")))) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group("year"));
        boolean hyphens = matcher.group("between") == null;
        Integer month = within(matcher.group(hyphens ? "month" : "slashMonth"), 1, 12);
        Integer day = month == null
                ? null
                : within(
                        matcher.group(hyphens ? "day" : "slashDay"),
                        1,
                        YearMonth.of(year, month).lengthOfMonth());
        return Optional.of(new ReleaseDate(year, month, day));
    }

    private static @Nullable Integer within(@Nullable String digits, int min, int max) {
        if (digits == null) {
            return null;
        }
        int value = Integer.parseInt(digits);
        return value < min || value > max ? null : value;
    }

    /** Returns the date in ISO 8601, to its precision: {@code 1977}, {@code 1977-10} or {@code 1977-10-14}. */
    @Override
    public String toString() {
        if (month == null) {
            return String.format(Locale.ROOT, "%04d", year);
        }
        return day == null
                ? String.format(Locale.ROOT, "%04d-%02d", year, month)
                : String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }
}
