package io.loist.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a track, line by line, each with the time at which it is sung if that is known.
 *
 * @param text the words without times; not blank
 * @param lines the lines with their times, in the order of these; empty if no times are known; unmodifiable
 */
public record Lyrics(String text, List<Line> lines) {

    /** The times before a line of an LRC file: minutes, seconds and, if given, hundredths or thousandths of a second. */
    private static final Pattern TIME = Pattern.compile("\\[(\\d{1,3}):([0-5]\\d)(?:[.:](\\d{1,3}))?]");

    /** Other data in an LRC file: the artist, the title, the length and so on. */
    private static final Pattern HEADER = Pattern.compile("\\[(?<name>[a-z#]{1,10}):(?<value>[^\\]]*)]");

    /** The times of single words, which are left out. */
    private static final Pattern WORD_TIME = Pattern.compile("<\\d{1,3}:[0-5]\\d(?:[.:]\\d{1,3})?>\\s?");

    private static final Pattern OFFSET = Pattern.compile("[+-]?\\d{1,7}");

    /** Copies the lines. */
    public Lyrics {
        Objects.requireNonNull(text, "text");
        lines = List.copyOf(lines);
    }

    /**
     * Parses lyrics as a tag or an LRC file has them: with a time in brackets before each line, such as {@code [01:23.45]}, or without. A line
     * with several times is sung several times; a header {@code [offset:+250]} makes all lines that much earlier, in milliseconds.
     */
    public static Lyrics parse(String text) {
        List<Line> timed = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        long offset = 0;
        for (String line : text.lines().toList()) {
            Matcher header = HEADER.matcher(line.strip());
            if (header.matches()) {
                boolean shifts = header.group("name").equals("offset");
                String value = header.group("value").strip();
                offset = shifts && OFFSET.matcher(value).matches() ? Long.parseLong(value) : offset;
                continue;
            }
            Matcher time = TIME.matcher(line);
            List<Long> times = new ArrayList<>();
            int end = 0;
            while (time.find() && line.substring(end, time.start()).isBlank()) {
                times.add(millis(time));
                end = time.end();
            }
            String words = WORD_TIME.matcher(line.substring(end)).replaceAll("").strip();
            plain.add(times.isEmpty() ? line.stripTrailing() : words);
            times.forEach(at -> timed.add(new Line(Duration.ofMillis(at), words)));
        }
        return of(text, plain, shifted(timed, offset));
    }

    private static Lyrics of(String text, List<String> plain, List<Line> timed) {
        if (timed.isEmpty()) {
            return new Lyrics(text, timed);
        }
        return new Lyrics(plain.stream().collect(Collectors.joining("\n")).strip(), timed);
    }

    private static List<Line> shifted(List<Line> lines, long offset) {
        return lines.stream()
                .map(line -> new Line(Duration.ofMillis(Math.max(0, line.at().toMillis() - offset)), line.text()))
                .sorted(Comparator.comparing(Line::at))
                .toList();
    }

    private static long millis(Matcher time) {
        String fraction = time.group(3);
        long millis = fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
        return Duration.ofMinutes(Long.parseLong(time.group(1)))
                .plusSeconds(Long.parseLong(time.group(2)))
                .plusMillis(millis)
                .toMillis();
    }

    /**
     * A line.
     *
     * @param at the time from the beginning of the track at which it is sung, 0 or more, in milliseconds
     * @param text its words; empty for a pause
     */
    public record Line(Duration at, String text) {

        /** Checks that no value is null. */
        public Line {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(text, "text");
        }
    }
}
