package io.loist.search;

import io.loist.track.Track;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Completions of a text, the likeliest first, up to {@value #MAX} of each kind. Names are written as they are in a track.
 *
 * @param artists names of artists; unmodifiable
 * @param albums albums; unmodifiable
 * @param tracks tracks; unmodifiable
 */
public record Suggestions(List<String> artists, List<Album> albums, List<Track> tracks) {

    /** Maximum number of suggestions of each kind: 5. */
    public static final int MAX = 5;

    /** Copies the lists. */
    public Suggestions {
        artists = List.copyOf(artists);
        albums = List.copyOf(albums);
        tracks = List.copyOf(tracks);
    }

    /**
     * An album.
     *
     * @param name its name
     * @param artist its artists as one line, or null if unknown
     */
    public record Album(String name, @Nullable String artist) {

        /** Checks the name. */
        public Album {
            Objects.requireNonNull(name, "name");
        }
    }
}
