package io.loist.search;

/** A property by which matching tracks can be grouped and counted. */
public enum SearchFacet {
    /** Each genre of the track, as it is written there. */
    GENRE,
    /** The decade of its year, such as {@code 1970}; tracks without a year are not counted. */
    DECADE,
    /** Its format, such as {@code flac}. */
    FORMAT,
    /** Its artists as one line; tracks without an artist are not counted. */
    ARTIST
}
