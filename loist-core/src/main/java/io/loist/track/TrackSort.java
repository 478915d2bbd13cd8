package io.loist.track;

/**
 * The value that orders a list of tracks. Tracks with equal values, or without one, are ordered by id. Of names, the first 200 characters
 * count.
 */
public enum TrackSort {
    /** The time of the first save. */
    CREATED,
    /** The time of the last change. */
    UPDATED,
    /** The title. Text is ordered without regard to case and accents, and in the same way on every server and in every locale. */
    TITLE,
    /** The artists as one line; tracks without one come last in either direction. */
    ARTIST,
    /** The album; tracks without one come last in either direction. */
    ALBUM,
    /** The year; tracks without one come last in either direction. */
    YEAR,
    /** The playing time; tracks of unknown length come last in either direction. */
    DURATION,
    /** The popularity. */
    POPULARITY
}
