package io.loist.track;

/** How many tracks are loaded at once, see {@link TrackRepository#load}. */
public enum LoadMode {
    /**
     * Into a library in use. A track whose id is there already replaces it if anything differs, so that the same file may be
     * loaded again at little cost; readers and writers go on meanwhile.
     */
    UPSERT,
    /**
     * Into an empty library: indexes are taken away first and made at the end, which is several times as fast. Nobody else
     * reads or writes tracks meanwhile, and the user must own loist's tables.
     */
    INITIAL
}
