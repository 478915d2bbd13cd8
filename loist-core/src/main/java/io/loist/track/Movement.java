package io.loist.track;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a work that a track is, as the tags of its file say: {@code work}, {@code movement} and {@code movementnumber}.
 *
 * @param work the work, such as {@code Symphony No. 5}, or null
 * @param name the movement, such as {@code Allegro con brio}, or null
 * @param number the number of the movement in the work, from 1, or null
 * @param total the number of movements of the work, from 1, or null
 */
public record Movement(
        @Nullable String work,
        @Nullable String name,
        @Nullable Integer number,
        @Nullable Integer total) {

    private static final Pattern NUMBER_OF_TOTAL = Pattern.compile("0*([1-9]\\d{0,5})?(?:\\s*/\\s*0*([1-9]\\d{0,5}))?");
    private static final int MAX_TEXT = 40;

    /** Reads the tags of a track; null if they name neither a work nor a movement. */
    static @Nullable Movement of(Map<String, List<String>> tags) {
        String work = first(tags, "work");
        String name = first(tags, "movement");
        @Nullable Integer[] numbers = numbers(first(tags, "movementnumber"));
        @Nullable Integer[] totals = numbers(first(tags, "movementtotal"));
        Integer total = numbers[1] == null ? totals[0] : numbers[1];
        return work == null && name == null && numbers[0] == null ? null : new Movement(work, name, numbers[0], total);
    }

    private static @Nullable String first(Map<String, List<String>> tags, String name) {
        return tags.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Integer[] numbers(@Nullable String text) {
        @Nullable Integer[] numbers = new @Nullable Integer[2];
        Matcher matcher = NUMBER_OF_TOTAL.matcher(text == null || text.length() > MAX_TEXT ? "" : text.strip());
        if (matcher.matches()) {
            numbers[0] = matcher.group(1) == null ? null : Integer.valueOf(matcher.group(1));
            numbers[1] = matcher.group(2) == null ? null : Integer.valueOf(matcher.group(2));
        }
        return numbers;
    }
}
