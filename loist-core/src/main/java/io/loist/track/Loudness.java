package io.loist.track;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How loud a track and its album are, as the tags of its file say: what a player needs to play all tracks equally loud. Gains bring the
 * sound to -18 LUFS, the reference of ReplayGain 2, whatever the reference of the tags is.
 *
 * <p>The tags are those of ReplayGain ({@code replaygain_track_gain}, {@code replaygain_reference_loudness} and so on) and, for a gain that
 * these lack, those of Opus ({@code r128_track_gain}), which count from -23 LUFS.
 *
 * @param trackGain what to add to the track, from -100 to 100 decibels, or null if unknown
 * @param trackPeak the greatest sample of the track, from 0 to 100, where 1 is full scale, or null if unknown
 * @param albumGain what to add to all tracks of the album, from -100 to 100 decibels, or null if unknown
 * @param albumPeak the greatest sample of the album, from 0 to 100, where 1 is full scale, or null if unknown
 */
public record Loudness(
        @Nullable Double trackGain,
        @Nullable Double trackPeak,
        @Nullable Double albumGain,
        @Nullable Double albumPeak) {

    private static final double MAX = 100;
    private static final double REFERENCE = -18;
    private static final double OPUS_REFERENCE = -23;
    private static final double OPUS_STEPS = 256;
    private static final int MAX_TEXT = 40;
    private static final Pattern NUMBER =
            Pattern.compile("\\s*(?<number>[+-]?\\d{1,9}(?:[.,]\\d{0,20})?)\\s*(?<unit>[A-Za-z]*)\\s*");

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a gain is not from -100 to 100, or a peak not from 0 to 100
     */
    public Loudness {
        requireWithin("trackGain", trackGain, -MAX);
        requireWithin("trackPeak", trackPeak, 0);
        requireWithin("albumGain", albumGain, -MAX);
        requireWithin("albumPeak", albumPeak, 0);
    }

    /** Reads the tags of a track. A value that is not a number in its range is unknown. */
    static Loudness of(Map<String, List<String>> tags) {
        return new Loudness(gain("track", tags), peak("track", tags), gain("album", tags), peak("album", tags));
    }

    private static @Nullable Double gain(String what, Map<String, List<String>> tags) {
        Double gain = number(tags, "replaygain_" + what + "_gain", "dB");
        if (gain != null) {
            Double reference = number(tags, "replaygain_reference_loudness", "LUFS");
            return within(-MAX, reference == null ? gain : gain + REFERENCE - reference);
        }
        Double steps = number(tags, "r128_" + what + "_gain", "");
        return steps == null ? null : within(-MAX, steps / OPUS_STEPS + REFERENCE - OPUS_REFERENCE);
    }

    private static @Nullable Double peak(String what, Map<String, List<String>> tags) {
        Double peak = number(tags, "replaygain_" + what + "_peak", "");
        return peak == null ? null : within(0, peak);
    }

    /** Returns the number of a tag with this unit, or with none unless the unit decides its meaning. */
    private static @Nullable Double number(Map<String, List<String>> tags, String name, String unit) {
        List<String> values = tags.getOrDefault(name, List.of());
        if (values.isEmpty() || values.get(0).length() > MAX_TEXT) {
            return null;
        }
        Matcher matcher = NUMBER.matcher(values.get(0));
        if (!matcher.matches()) {
            return null;
        }
        String written = matcher.group("unit");
        boolean understood = written.equalsIgnoreCase(unit) || (written.isEmpty() && !unit.equals("LUFS"));
        return understood ? Double.valueOf(matcher.group("number").replace(',', '.')) : null;
    }

    private static @Nullable Double within(double min, double value) {
        return value >= min && value <= MAX ? value : null;
    }

    private static void requireWithin(String what, @Nullable Double value, double min) {
        if (value != null && !(value >= min && value <= MAX)) {
            throw new IllegalArgumentException(what + " must be from " + (int) min + " to " + (int) MAX + ", but is "
                    + value + "; use null if unknown");
        }
    }
}
