package io.loist.catalog;

import io.loist.track.ArtistCredit.Role;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the catalogue is. An artist has the same id in all kinds that {@linkplain #isArtist are artists}: the kind only says
 * by which credits its tracks are counted.
 */
public enum CatalogKind {
    /** An artist with any credit on a track, or of its album. */
    ARTIST(true, null),
    /** The artist of an album: of its tag, else the main artist of the track; {@code Various Artists} for a compilation without one. */
    ALBUM_ARTIST(true, null),
    /** A main artist of a track. */
    MAIN_ARTIST(true, Role.MAIN),
    /** A guest. */
    FEATURED_ARTIST(true, Role.FEATURED),
    /** A remixer. */
    REMIXER(true, Role.REMIXER),
    /** A producer. */
    PRODUCER(true, Role.PRODUCER),
    /** A conductor. */
    CONDUCTOR(true, Role.CONDUCTOR),
    /** Plays or sings on a track without being a main artist. */
    PERFORMER(true, Role.PERFORMER),
    /** A composer. */
    COMPOSER(true, Role.COMPOSER),
    /** A writer of words. */
    LYRICIST(true, Role.LYRICIST),
    /** An arranger. */
    ARRANGER(true, Role.ARRANGER),
    /** An album. */
    ALBUM(false, null),
    /** A genre. */
    GENRE(false, null),
    /** A label. */
    LABEL(false, null),
    /** A year of release, such as {@code 1977}. */
    YEAR(false, null),
    /** A decade of release, named by its first year, such as {@code 1970}. */
    DECADE(false, null);

    private final boolean artist;
    private final @Nullable Role role;

    CatalogKind(boolean artist, @Nullable Role role) {
        this.artist = artist;
        this.role = role;
    }

    /** Returns whether the entries of this kind are artists. */
    public boolean isArtist() {
        return artist;
    }

    /** Returns the role in which its entries are credited on a track, or null if no single role makes an entry of this kind. */
    public @Nullable Role role() {
        return role;
    }
}
