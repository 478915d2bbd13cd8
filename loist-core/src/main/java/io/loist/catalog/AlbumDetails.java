package io.loist.catalog;

import io.loist.track.Track;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An album with its tracks and everyone credited on them.
 *
 * @param album the album
 * @param discs its discs in order, each with its completed tracks; together at most the first {@value #MAX_TRACKS} tracks; unmodifiable
 * @param credits the artists of these tracks by kind and, within a kind, by number of tracks here, the greatest first: of the kinds of
 *     {@link CatalogKind#role}; their counts are those of these tracks; unmodifiable
 */
public record AlbumDetails(Album album, List<Disc> discs, List<CatalogEntry> credits) {

    /** Maximum number of tracks: 1,000. */
    public static final int MAX_TRACKS = 1_000;

    /** Copies the lists. */
    public AlbumDetails {
        Objects.requireNonNull(album, "album");
        discs = List.copyOf(discs);
        credits = List.copyOf(credits);
    }

    /** Returns the tracks of all discs, in order. */
    public Stream<Track> tracks() {
        return discs.stream().flatMap(disc -> disc.tracks().stream());
    }

    /** Returns the formats of the tracks, such as {@code flac}; unmodifiable. */
    public SortedSet<String> formats() {
        SortedSet<String> formats = new TreeSet<>();
        tracks().forEach(track -> formats.add(track.audio().format()));
        return Collections.unmodifiableSortedSet(formats);
    }

    /**
     * A disc of an album.
     *
     * @param number its number, from 1; tracks without a number of a disc are on the first one
     * @param title its own title, of the tag {@code discsubtitle}, or null
     * @param tracks its completed tracks, ordered by their number, then title, then id, those without a number last; unmodifiable
     */
    public record Disc(int number, @Nullable String title, List<Track> tracks) {

        /** Copies the tracks. */
        public Disc {
            tracks = List.copyOf(tracks);
        }
    }
}
