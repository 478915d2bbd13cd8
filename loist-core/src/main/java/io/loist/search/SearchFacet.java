package io.loist.search;

/** By what the tracks that match can be counted, to show how a search may be narrowed. */
public enum SearchFacet {
    /** Each genre of a track, as it is written there. */
    GENRE,
    /** The ten years that its year is in, such as {@code 1970}; tracks without a year are not counted. */
    DECADE,
    /** Its format, such as {@code flac}. */
    FORMAT,
    /** Its artists as one line; tracks without an artist are not counted. */
    ARTIST
}
