package io.loist.audio.internal.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of a file by canonical name, each with all its values. If a file has several tags, the first one with a name provides all
 * values of that name.
 */
public final class TagValues {

    /** More than any tag editor writes; a hostile file must not fill the heap or a row. */
    private static final int MAX_NAMES = 1_000;

    private static final int MAX_VALUES_PER_NAME = 1_000;
    private static final int MAX_CHARACTERS = 2_000_000;

    private final AudioFileBuilder builder;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, Integer> givenBy = new LinkedHashMap<>();
    private int source;
    private int characters;

    TagValues(AudioFileBuilder builder) {
        this.builder = builder;
    }

    /** Starts another tag, which only adds names that the previous tags do not have. */
    public void nextSource() {
        source++;
    }

    /** Adds a value under a format's own name. Duplicate values are ignored. */
    public void add(String rawName, String rawValue) {
        String name = TagNames.canonical(rawName);
        String value = TrackText.clean(rawValue);
        if (name.isEmpty() || value.isEmpty() || givenBy.getOrDefault(name, source) != source) {
            return;
        }
        if (value.length() > TrackText.MAX_VALUE) {
            builder.finding("The tag " + name + " was cut to " + TrackText.MAX_VALUE + " characters.");
            value = TrackText.cut(value, TrackText.MAX_VALUE);
        }
        List<String> known = values.get(name);
        boolean full = known == null ? values.size() >= MAX_NAMES : known.size() >= MAX_VALUES_PER_NAME;
        if (full || characters + value.length() > MAX_CHARACTERS) {
            builder.finding("The file has too many tags; the tag " + name + " was left out or shortened.");
            return;
        }
        if (known == null) {
            known = new ArrayList<>(1);
            values.put(name, known);
            givenBy.put(name, source);
        }
        if (!known.contains(value)) {
            known.add(value);
            characters += value.length();
        }
    }

    /** Returns the values of a canonical name; empty if there are none. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** Removes the values of a canonical name and returns them. */
    public List<String> take(String name) {
        List<String> taken = values.remove(name);
        return taken == null ? List.of() : List.copyOf(taken);
    }

    /** Returns the values that were not taken. */
    public Map<String, List<String>> rest() {
        return values;
    }
}
