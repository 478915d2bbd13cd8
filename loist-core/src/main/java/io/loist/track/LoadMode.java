package io.loist.track;

/** How {@link TrackRepository#load} writes tracks. */
public enum LoadMode {
    /**
     * Into a library in use. A track replaces the one with its id if anything differs, so that loading the same file again costs
     * little. Readers and writers are not blocked.
     */
    UPSERT,
    /**
     * Into an empty library: indexes are dropped first and created at the end, which is several times as fast. Blocks all readers and
     * writers of tracks meanwhile, and needs the owner of loist's tables.
     */
    INITIAL
}
