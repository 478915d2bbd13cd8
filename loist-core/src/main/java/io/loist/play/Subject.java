package io.loist.play;

import java.util.Objects;
import java.util.UUID;

/**
 * What a listener stars or rates.
 *
 * @param kind what it is
 * @param id the id of the track, or of the album or artist in {@link io.loist.catalog.Catalog}
 */
public record Subject(Kind kind, UUID id) {

    /** What a subject is. */
    public enum Kind {
        /** A track. */
        TRACK,
        /** An album. */
        ALBUM,
        /** An artist, in any role. */
        ARTIST
    }

    /** Checks that no value is null. */
    public Subject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** Returns a track. */
    public static Subject track(UUID id) {
        return new Subject(Kind.TRACK, id);
    }

    /** Returns an album. */
    public static Subject album(UUID id) {
        return new Subject(Kind.ALBUM, id);
    }

    /** Returns an artist. */
    public static Subject artist(UUID id) {
        return new Subject(Kind.ARTIST, id);
    }
}
