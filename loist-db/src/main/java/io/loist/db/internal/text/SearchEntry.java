package io.loist.db.internal.text;

import io.loist.track.Track;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of a track's row in {@code track_search}, except for its status.
 *
 * @param rank its static rank, from 0 to 1: by its popularity, or else by the length of its names
 * @param words its folded title, artist, album, genres and other names, and readings of the title and the artist, with | between
 * @param lexemes its lexemes in the index, with spaces between
 */
public record SearchEntry(float rank, String words, String lexemes) {

    private static final String DEFAULT_NAMESPACE = "default";
    private static final int MAX_NAMES = 20;
    private static final int MAX_RANKED_CHARS = 100;

    /** The order of PostgreSQL's collation "C": characters beyond U+FFFF after all others. */
    private static final Comparator<String> BY_CODE_POINTS = (one, other) ->
            Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

    /** Returns the entry of a track in a namespace. */
    public static SearchEntry of(Track track, String namespace, NameReadings readings) {
        return of(TrackNames.of(track.metadata()), track.popularity(), namespace, readings);
    }

    /** Returns the entry of a track with some names and a popularity in a namespace. */
    public static SearchEntry of(TrackNames music, double popularity, String namespace, NameReadings readings) {
        String title = Fold.fold(music.title());
        String artist = Fold.fold(music.artist());
        StringBuilder words = new StringBuilder(title)
                .append('|')
                .append(artist)
                .append('|')
                .append(Fold.fold(music.album()))
                .append('|')
                .append(Fold.fold(String.join(", ", music.genres())));
        String others = otherNames(music, title, artist);
        String titleReadings = readings.of(title);
        String artistReadings = readings.of(artist);
        boolean isRead = !titleReadings.isEmpty() || !artistReadings.isEmpty();
        if (!others.isEmpty() || isRead) {
            words.append('|').append(others);
        }
        if (isRead) {
            words.append('|').append(titleReadings).append('|').append(artistReadings);
        }
        String lexemes = SearchWords.lexemes(words.toString());
        if (!namespace.equals(DEFAULT_NAMESPACE)) {
            lexemes += (lexemes.isEmpty() ? "" : " ") + SearchWords.NAMESPACE + namespace;
        }
        return new SearchEntry(rank(popularity, chars(title) + chars(artist)), words.toString(), lexemes);
    }

    /** Returns the tier of this entry, given the static rank at which each tier begins, the best one first. */
    public int tier(float[] floors) {
        int tier = 0;
        while (tier < floors.length && rank < floors[tier]) {
            tier++;
        }
        return tier;
    }

    /** Returns the folded other names of which the artist's field and the title do not have all words. */
    private static String otherNames(TrackNames music, String title, String artist) {
        boolean byArtist = music.albumArtist() == null || music.albumArtist().equals(music.artist());
        if (byArtist && music.composer() == null && music.others().isEmpty()) {
            return "";
        }
        List<String> names = Stream.concat(
                        Stream.of(music.albumArtist(), music.composer()).filter(Objects::nonNull),
                        music.others().stream())
                .filter(name -> !name.isEmpty())
                .limit(MAX_NAMES)
                .toList();
        Set<String> folded =
                names.stream().map(Fold::fold).collect(Collectors.toCollection(() -> new TreeSet<>(BY_CODE_POINTS)));
        List<Set<String>> known = List.of(words(title), words(artist));
        folded.removeIf(name -> artist.contains(name) || known.contains(words(name)));
        return String.join(" , ", folded);
    }

    /** Returns the words of a folded name: a sort name has those of the name itself. */
    private static Set<String> words(String folded) {
        return new TreeSet<>(List.of(folded.split("[ ,]+", -1)));
    }

    /** Returns the static rank of a track with a popularity, given the words of its entry. */
    public static float rank(double popularity, String words) {
        String[] fields = words.split("\\|", 3);
        return rank(popularity, chars(fields[0]) + (fields.length > 1 ? chars(fields[1]) : 0));
    }

    private static float rank(double popularity, int chars) {
        return popularity > 0
                ? (float) (1 - 0.5 / (1 + Math.log(1 + popularity)))
                : (float) ((500 - 5 * Math.min(MAX_RANKED_CHARS, chars)) / 1000.0);
    }

    private static int chars(String text) {
        return text.codePointCount(0, text.length());
    }
}
