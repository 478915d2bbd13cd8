package io.loist.track;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tempo, key and mood of a track, as the tags of those names in its file say ({@code bpm} for the tempo). All are unknown if the tags say
 * nothing.
 *
 * @param bpm the tempo in beats per minute, more than 0 and at most 1,000, or null if unknown
 * @param key the key as the tags have it, such as {@code Am}, {@code F#} or, in Camelot's notation, {@code 8A}; null if unknown
 * @param moods the moods in order; unmodifiable
 */
public record MusicalCharacter(
        @Nullable Double bpm, @Nullable String key, List<String> moods) {

    private static final double MAX_BPM = 1_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}(?:[.,]\\d{0,6})?");

    /**
     * Checks the tempo, and copies the moods.
     *
     * @throws IllegalArgumentException if the tempo is out of its range
     */
    public MusicalCharacter {
        if (bpm != null && !(bpm > 0 && bpm <= MAX_BPM)) {
            throw new IllegalArgumentException("bpm must be more than 0 and at most " + (int) MAX_BPM + ", but is "
                    + bpm + "; use null if unknown");
        }
        moods = List.copyOf(moods);
    }

    /** Reads the tags of a track. */
    static MusicalCharacter of(Map<String, List<String>> tags) {
        String key = tags.getOrDefault("key", List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
        return new MusicalCharacter(
                bpm(tags.getOrDefault("bpm", List.of())), key, tags.getOrDefault("mood", List.of()));
    }

    private static @Nullable Double bpm(List<String> values) {
        Matcher number = NUMBER.matcher(values.isEmpty() ? "" : values.get(0).strip());
        if (!number.matches()) {
            return null;
        }
        double bpm = Double.parseDouble(number.group().replace(',', '.'));
        return bpm > 0 && bpm <= MAX_BPM ? bpm : null;
    }
}
