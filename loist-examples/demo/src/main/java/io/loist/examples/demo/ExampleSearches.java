package io.loist.examples.demo;

import io.loist.track.Track;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Derives a few searches from the tracks of a library. */
final class ExampleSearches {

    /** Only those of the alphabets in which a letter is the same without its accent: "か" is not "が". */
    private static final Pattern ACCENTS = Pattern.compile("(?<=[\\p{IsLatin}\\p{IsGreek}])\\p{M}+");

    private static final int PREFIX = 4;

    private ExampleSearches() {}

    /**
     * A search and what it shows.
     *
     * @param text what to search for
     * @param shows what it is an example of
     */
    record Example(String text, String shows) {}

    static List<Example> from(List<Track> tracks) {
        List<Example> examples = new ArrayList<>();
        if (!tracks.isEmpty()) {
            examples.add(new Example(tracks.get(0).metadata().title(), "a title as it is written"));
        }
        tracks.stream()
                .map(ExampleSearches::name)
                .filter(name -> !withoutAccents(name).equals(name))
                .findFirst()
                .ifPresent(name -> examples.add(new Example(withoutAccents(name), "without the accents")));
        tracks.stream()
                .map(ExampleSearches::name)
                .filter(name ->
                        name.codePointCount(0, name.length()) > PREFIX && Character.isLetter(name.codePointAt(0)))
                .reduce((first, last) -> last)
                .ifPresent(name -> examples.add(new Example(
                        name.substring(0, name.offsetByCodePoints(0, PREFIX)), "the first letters, as you type")));
        return examples;
    }

    private static String name(Track track) {
        String artist = track.metadata().artist();
        return artist == null ? track.metadata().title() : artist;
    }

    private static String withoutAccents(String text) {
        String letters = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return Normalizer.normalize(letters, Normalizer.Form.NFC);
    }
}
