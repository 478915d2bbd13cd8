package io.loist.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An album, as a list of albums shows it. It exists as long as it has a completed track, and only these count.
 *
 * @param id its id; see {@link AlbumIdentity}
 * @param title its title, as one of its tracks spells it
 * @param sortTitle the title by which it is sorted: of the tags if a track has one, else {@code title} with a leading article at its end
 * @param heading the letter of its {@link Heading}
 * @param artist the artist of the album, of the kind {@link CatalogKind#ALBUM_ARTIST}, or null if its tracks name none
 * @param type whether it is an ordinary album
 * @param year the latest year of its tracks, or null if none has one
 * @param tracks the number of its tracks, 1 or more
 * @param discs the greatest number of a disc, 1 or more
 * @param duration the playing time of all tracks together; tracks of unknown length count as zero
 * @param artworkTrack the id of a track whose cover is the album's, or null if none has one; {@code TrackRepository.thumbnails} accepts it
 * @param addedAt the time its first track was saved, in microseconds
 */
public record Album(
        UUID id,
        String title,
        String sortTitle,
        String heading,
        @Nullable CatalogLink artist,
        Type type,
        @Nullable Integer year,
        long tracks,
        int discs,
        Duration duration,
        @Nullable UUID artworkTrack,
        Instant addedAt) {

    /** Checks that required values are not null. */
    public Album {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(sortTitle, "sortTitle");
        Objects.requireNonNull(heading, "heading");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(addedAt, "addedAt");
    }

    /** What an album is, as more than half of its tracks say. */
    public enum Type {
        /** An album. */
        ALBUM,
        /**
         * A compilation, of one artist or of several: the tag {@code compilation} is set, the tag {@code releasetype} says so, or the artist
         * of the album is {@code Various Artists}.
         */
        COMPILATION,
        /** A single or EP: the tag {@code releasetype} says so, or the title ends in {@code " - Single"} or {@code " - EP"}. */
        SINGLE
    }
}
