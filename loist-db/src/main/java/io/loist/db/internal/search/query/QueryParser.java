package io.loist.db.internal.search.query;

import io.loist.db.internal.search.query.Segment.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text of a query: {@code "quoted words"}, {@code -excluded}, {@code this OR that}, {@code artist:}, {@code album:},
 * {@code genre:} or {@code title:} before a word or a quotation, {@code year:1970..1979}, {@code format:flac}, and
 * {@code duration:3:00..4:30} in minutes and seconds or in seconds alone. Everything else is words. Any text is valid.
 */
public final class QueryParser {

    private static final Pattern TOKEN = Pattern.compile("[^\\s\"]*\"[^\"]*\"(?=\\s|$)|\\S+");
    private static final Pattern IN_FIELD =
            Pattern.compile("(?i)(title|artist|album|genre):(?:\"([^\"]+)\"|([^\"].*))");
    private static final Pattern IN_YEARS = Pattern.compile("(?i)year:(?:(\\d{1,5})|(\\d{1,5})?\\.\\.(\\d{1,5})?)");
    private static final String TIME = "(?:\\d{1,2}:[0-5]\\d:[0-5]\\d|\\d{1,3}:[0-5]\\d|\\d{1,5})";
    private static final Pattern IN_DURATIONS =
            Pattern.compile("(?i)duration:(?:(" + TIME + ")|(" + TIME + ")?\\.\\.(" + TIME + ")?)");
    private static final Pattern IN_FORMAT = Pattern.compile("(?i)format:([a-z0-9-]{1,20})");
    private static final Pattern EXCLUDED = Pattern.compile("-(?:\"([^\"]+)\"|([\\p{L}\\p{N}].*))");
    /** What titles have between dashes excludes nothing: "Song -Second Edition-". */
    private static final Pattern BETWEEN_DASHES = Pattern.compile("-[\\p{L}\\p{N}](?:(?!\\s-)[^\"])*-(?=\\s|$)");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final String OR = "OR";
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int SECONDS_PER_MINUTE = 60;

    private final List<Segment> segments = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private QueryConditions conditions = QueryConditions.NONE;

    private QueryParser() {}

    /** Parses a text that {@link QueryText#clean} returned. */
    public static ParsedQuery parse(String text) {
        QueryParser parser = new QueryParser();
        parser.read(text);
        // A query with exclusions alone has nothing to find: its text is read as words
        return parser.segments.isEmpty() && parser.conditions.isEmpty() ? parseWords(text) : parser.query();
    }

    /** Parses a text as words, without any syntax. */
    public static ParsedQuery parseWords(String text) {
        QueryParser parser = new QueryParser();
        parser.segments.add(new Segment(text, Kind.PLAIN, null));
        return parser.query();
    }

    private ParsedQuery query() {
        ParsedQuery.Builder query = new ParsedQuery.Builder();
        segments.forEach(query::add);
        return query.build(excluded, conditions);
    }

    /** Adjacent plain words form one segment, with the punctuation between them. */
    private void read(String text) {
        Matcher tokens = TOKEN.matcher(text);
        StringBuilder plain = new StringBuilder();
        Kind kind = Kind.PLAIN;
        int end = 0;
        while (tokens.find()) {
            String token = tokens.group();
            boolean either = token.equals(OR) && !plain.isEmpty();
            if (either || (isOperator(token) && !isBetweenDashes(text, tokens.start()))) {
                addPlain(plain.isEmpty() ? plain : plain.append(' '), kind);
                kind = either ? Kind.ALTERNATIVE : Kind.PLAIN;
                if (!either) {
                    readOperator(token);
                }
                end = text.length();
            } else {
                plain.append(plain.isEmpty() ? "" : " ").append(token);
                end = tokens.end();
            }
        }
        // A trailing space marks the last word as finished
        addPlain(plain.isEmpty() ? plain : plain.append(text, end, text.length()), kind);
    }

    private static boolean isBetweenDashes(String text, int start) {
        return BETWEEN_DASHES.matcher(text).region(start, text.length()).lookingAt();
    }

    private void addPlain(StringBuilder plain, Kind kind) {
        if (!plain.isEmpty()) {
            segments.add(new Segment(plain.toString(), kind, null));
            plain.setLength(0);
        }
    }

    private static boolean isOperator(String token) {
        return IN_FIELD.matcher(token).matches()
                || IN_YEARS.matcher(token).matches()
                || IN_DURATIONS.matcher(token).matches()
                || IN_FORMAT.matcher(token).matches()
                || EXCLUDED.matcher(token).matches()
                || QUOTED.matcher(token).matches();
    }

    private void readOperator(String token) {
        Matcher inField = IN_FIELD.matcher(token);
        if (inField.matches()) {
            readField(inField);
        }
        Matcher quoted = QUOTED.matcher(token);
        if (quoted.matches()) {
            segments.add(new Segment(quoted.group(1), Kind.QUOTED, null));
        }
        Matcher exclusion = EXCLUDED.matcher(token);
        if (exclusion.matches()) {
            excluded.add(exclusion.group(1) == null ? exclusion.group(2) : exclusion.group(1));
        }
        Matcher inYears = IN_YEARS.matcher(token);
        if (inYears.matches()) {
            conditions = conditions.years(number(first(inYears)), number(last(inYears)));
        }
        Matcher inDurations = IN_DURATIONS.matcher(token);
        if (inDurations.matches()) {
            readDurations(inDurations);
        }
        Matcher inFormat = IN_FORMAT.matcher(token);
        if (inFormat.matches()) {
            conditions = conditions.format(inFormat.group(1).toLowerCase(Locale.ROOT));
        }
    }

    private void readField(Matcher inField) {
        Field field = Field.ofPrefix(inField.group(1));
        String quoted = inField.group(2);
        segments.add(
                quoted == null
                        ? new Segment(inField.group(3), Kind.PLAIN, field)
                        : new Segment(quoted, Kind.QUOTED, field));
    }

    /** A single duration, and the upper end of a range, include all durations that round to them. */
    private void readDurations(Matcher range) {
        BigDecimal from = seconds(first(range));
        BigDecimal to = seconds(last(range));
        boolean single = range.group(1) != null;
        conditions = conditions.seconds(
                from != null && single ? from.subtract(HALF) : from, to == null ? null : to.add(HALF));
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
