package io.loist.search;

import io.loist.track.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may be about to type, the likeliest first; at most {@value #MOST} of each kind. Names are written as they are in
 * a track.
 *
 * @param artists names of artists; unmodifiable
 * @param albums albums; unmodifiable
 * @param tracks tracks; unmodifiable
 */
public record Suggestions(List<String> artists, List<Album> albums, List<Track> tracks) {

    /** How many of each kind there are at most: 5. */
    public static final int MOST = 5;

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
     * @param artist its artists as one line, or null if nobody knows them
     */
    public record Album(String name, @Nullable String artist) {}
}
