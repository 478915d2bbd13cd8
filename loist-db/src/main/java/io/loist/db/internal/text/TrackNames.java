package io.loist.db.internal.text;

import io.loist.track.ArtistCredit;
import io.loist.track.TrackMetadata;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of a track that are searched, sorted and compared: of a row that loist wrote, or of one that another program wrote and
 * that may not be a valid track.
 *
 * @param others the names of those credited, in order, and the values of {@link #NAME_TAGS}
 */
public record TrackNames(
        String title,
        @Nullable String artist,
        @Nullable String album,
        List<String> genres,
        @Nullable String albumArtist,
        @Nullable String composer,
        @Nullable String label,
        List<String> others) {

    /** The tags whose values are further names of a track or its artists: sort names, and what the host adds. */
    public static final List<String> NAME_TAGS = List.of("titlesort", "artistsort", "albumartistsort", "alias");

    private static final int MAX_NAME = 1000;

    public static TrackNames of(TrackMetadata music) {
        return new TrackNames(
                music.title(),
                music.artist(),
                music.album(),
                music.genres(),
                music.albumArtist(),
                music.composer(),
                music.label(),
                others(music));
    }

    private static List<String> others(TrackMetadata music) {
        if (music.credits().isEmpty() && music.tags().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        music.credits().stream().map(ArtistCredit::name),
                        NAME_TAGS.stream().flatMap(tag -> music.tags().getOrDefault(tag, List.of()).stream()))
                .filter(name -> name.length() <= MAX_NAME)
                .toList();
    }
}
