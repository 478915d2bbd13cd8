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
 * A date as precise as it is known: a year, a month or a day.
 *
 * @param year from 1800 to 2100
 * @param month from 1 to 12, or null if only the year is known
 * @param day a day of that month, or null if only the month is known
 */
public record ReleaseDate(
        int year, @Nullable Integer month, @Nullable Integer day) {

    /** A slash could also stand between two years, as for a season; so it takes a day to make it a date. */
    private static final Pattern ISO = Pattern.compile(
            "\\s*(?<year>\\d{4})(?:-(?<month>\\d{2})(?:-(?<day>\\d{2}))?|(?<between>[/.:])(?<slashMonth>\\d{2})\\k<between>(?<slashDay>\\d{2}))?(?:[T ].*)?\\s*");

    /**
     * Checks that there is such a date.
     *
     * @throws IllegalArgumentException if there is no such date, the year is out of range, or a day has no month
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
     * Reads a date as tags hold it: {@code 1977}, {@code 1977-10}, {@code 1977-10-14}, each with or without a time behind it. A whole
     * day may also have slashes, dots or colons in it: {@code 1977/10/14}.
     * A month or day that does not exist, such as the 00 that some programs write, is left out.
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

    private static @Nullable Integer within(@Nullable String digits, int least, int most) {
        if (digits == null) {
            return null;
        }
        int value = Integer.parseInt(digits);
        return value < least || value > most ? null : value;
    }

    /** Returns the date as ISO 8601, as long as it is precise: {@code 1977}, {@code 1977-10} or {@code 1977-10-14}. */
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
