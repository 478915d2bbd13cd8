package io.loist.track;

/** The kinds of MusicBrainz entities whose ids a track may have. Ids of artists are in {@link ArtistCredit}. */
public enum MusicBrainzEntity {
    /** The recording: this performance, wherever it was released. */
    RECORDING,
    /** The track: this recording at its place on one release. */
    TRACK,
    /** The release: this edition of the album. */
    RELEASE,
    /** The release group: the album in all its editions. */
    RELEASE_GROUP,
    /** The work: the composition. */
    WORK
}
