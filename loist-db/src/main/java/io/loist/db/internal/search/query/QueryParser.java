package io.loist.db.internal.search.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the signs in a text mean: {@code "quoted words"}, {@code -left out}, {@code this OR that}, {@code artist:} {@code album:}
 * {@code genre:} {@code title:} before a word or a quotation, {@code year:1970..1979}, {@code format:flac},
 * {@code duration:3:00..4:30} in minutes and seconds or in seconds alone. Whatever is not of such a form is text.
 */
public final class QueryParser {

    private static final Pattern TOKEN = Pattern.compile("[^\\s\"]*\"[^\"]*\"(?=\\s|$)|\\S+");
    private static final Pattern IN_FIELD =
            Pattern.compile("(?i)(title|artist|album|genre):(?:\"([^\"]+)\"|([^\"].*))");
    private static final Pattern IN_YEARS = Pattern.compile("(?i)year:(?:(\\d{1,5})|(\\d{1,5})?\\.\\.(\\d{1,5})?)");
    private static final String TIME = "(?:\\d{1,2}:[0-5]\\d:[0-5]\\d|\\d{1,3}:[0-5]\\d|\\d{1,5})";
    private static final Pattern IN_DURATIONS =
            Pattern.compile("(?i)duration:(?:(" + TIME + ")|(" + TIME + ")?\\.\\.(" + TIME + ")?)");
    private static final Pattern OF_FORMAT = Pattern.compile("(?i)format:([a-z0-9-]{1,20})");
    private static final Pattern LEFT_OUT = Pattern.compile("-(?:\"([^\"]+)\"|([\\p{L}\\p{N}].*))");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final List<String> FIELDS = List.of("title", "artist", "album", "genre");
    private static final String OR = "OR";
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int SECONDS_PER_MINUTE = 60;

    private final List<Segment> segments = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private QueryLimits limits = QueryLimits.NONE;

    private QueryParser() {}

    /** What a segment's words are. */
    enum Kind {
        PLAIN,
        QUOTED,
        /** The first word may stand instead of the word before. */
        ALTERNATIVE
    }

    /**
     * Words with the same meaning.
     *
     * @param field the number of the field they must be in; {@link #ANYWHERE} for any
     */
    public record Segment(String text, Kind kind, int field) {

        public static final int ANYWHERE = -1;
    }

    public static QueryParser of(String typed) {
        QueryParser syntax = new QueryParser();
        syntax.read(typed);
        if (!syntax.segments.isEmpty() || !syntax.limits.equals(QueryLimits.NONE)) {
            return syntax;
        }
        // Nothing to look for but only to leave out: then the signs are what is looked for
        return plain(typed);
    }

    /** Takes everything for text. */
    public static QueryParser plain(String typed) {
        QueryParser plain = new QueryParser();
        plain.segments.add(new Segment(typed, Kind.PLAIN, Segment.ANYWHERE));
        return plain;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Returns texts that no hit may have. */
    List<String> excluded() {
        return excluded;
    }

    QueryLimits limits() {
        return limits;
    }

    /** Plain words stay together as they were typed, the signs between them included. */
    private void read(String typed) {
        Matcher tokens = TOKEN.matcher(typed);
        StringBuilder plain = new StringBuilder();
        Kind kind = Kind.PLAIN;
        int end = 0;
        while (tokens.find()) {
            String token = tokens.group();
            boolean either = token.equals(OR) && !plain.isEmpty();
            if (either || isSign(token)) {
                addPlain(plain.isEmpty() ? plain : plain.append(' '), kind);
                kind = either ? Kind.ALTERNATIVE : Kind.PLAIN;
                if (!either) {
                    take(token);
                }
                end = typed.length();
            } else {
                plain.append(plain.isEmpty() ? "" : " ").append(token);
                end = tokens.end();
            }
        }
        // A space at the end says that the last word is finished
        addPlain(plain.isEmpty() ? plain : plain.append(typed, end, typed.length()), kind);
    }

    private void addPlain(StringBuilder plain, Kind kind) {
        if (!plain.isEmpty()) {
            segments.add(new Segment(plain.toString(), kind, Segment.ANYWHERE));
            plain.setLength(0);
        }
    }

    private static boolean isSign(String token) {
        return IN_FIELD.matcher(token).matches()
                || IN_YEARS.matcher(token).matches()
                || IN_DURATIONS.matcher(token).matches()
                || OF_FORMAT.matcher(token).matches()
                || LEFT_OUT.matcher(token).matches()
                || QUOTED.matcher(token).matches();
    }

    private void take(String token) {
        Matcher inField = IN_FIELD.matcher(token);
        if (inField.matches()) {
            takeField(inField);
        }
        Matcher quoted = QUOTED.matcher(token);
        if (quoted.matches()) {
            segments.add(new Segment(quoted.group(1), Kind.QUOTED, Segment.ANYWHERE));
        }
        Matcher leftOut = LEFT_OUT.matcher(token);
        if (leftOut.matches()) {
            excluded.add(leftOut.group(1) == null ? leftOut.group(2) : leftOut.group(1));
        }
        Matcher inYears = IN_YEARS.matcher(token);
        if (inYears.matches()) {
            limits = limits.years(number(first(inYears)), number(last(inYears)));
        }
        Matcher inDurations = IN_DURATIONS.matcher(token);
        if (inDurations.matches()) {
            takeDurations(inDurations);
        }
        Matcher ofFormat = OF_FORMAT.matcher(token);
        if (ofFormat.matches()) {
            limits = limits.format(ofFormat.group(1).toLowerCase(Locale.ROOT));
        }
    }

    private void takeField(Matcher inField) {
        int field = FIELDS.indexOf(inField.group(1).toLowerCase(Locale.ROOT));
        String quoted = inField.group(2);
        segments.add(
                quoted == null
                        ? new Segment(inField.group(3), Kind.PLAIN, field)
                        : new Segment(quoted, Kind.QUOTED, field));
    }

    /** A single duration, or the last one of a range, stands for all that round to it. */
    private void takeDurations(Matcher range) {
        BigDecimal from = seconds(first(range));
        BigDecimal to = seconds(last(range));
        boolean single = range.group(1) != null;
        limits = limits.seconds(from != null && single ? from.subtract(HALF) : from, to == null ? null : to.add(HALF));
    }

    private static @Nullable String first(Matcher range) {
        return range.group(1) == null ? range.group(2) : range.group(1);
    }

    private static @Nullable String last(Matcher range) {
        return range.group(1) == null ? range.group(3) : range.group(1);
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    /** Reads {@code 225}, {@code 3:45} or {@code 1:03:45}. */
    private static @Nullable BigDecimal seconds(@Nullable String time) {
        if (time == null) {
            return null;
        }
        long seconds = 0;
        for (String part : time.split(":", -1)) {
            seconds = seconds * SECONDS_PER_MINUTE + Long.parseLong(part);
        }
        return BigDecimal.valueOf(seconds);
    }
}
