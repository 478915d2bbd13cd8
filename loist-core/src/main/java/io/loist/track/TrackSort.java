package io.loist.track;

/**
 * What a list of tracks is ordered by. Tracks that are equal in it, or lack it, follow each other by id. Of names, the first 200
 * characters count.
 */
public enum TrackSort {
    /** When it was saved first. */
    CREATED,
    /** When it was changed last. */
    UPDATED,
    /** Its title. Text is ordered without regard to case and accents; the same on every server, whatever its locale. */
    TITLE,
    /** Its artist; tracks without one come last in either direction. */
    ARTIST,
    /** Its album; tracks without one come last in either direction. */
    ALBUM,
    /** Its year; tracks without one come last in either direction. */
    YEAR,
    /** How long it plays; tracks of unknown length come last in either direction. */
    DURATION,
    /** How much it is in demand. */
    POPULARITY
}
