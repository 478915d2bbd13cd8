package io.loist.search;

import java.util.List;

/**
 * Reads names that are not written in letters, such as Chinese and Japanese ones, so that they are found by how they sound. Safe for use by
 * several threads.
 *
 * <p>All processes that write tracks should have the same readers: rows that were written without one are read by the next
 * {@code refreshSearch} of a process that has one.
 */
public interface NameReader {

    /** Returns what reads, with its version, such as {@code icu4j 76.1}; rows remember it. */
    String version();

    /**
     * Returns the readings of a name.
     *
     * @param name a title or a name of an artist, in lower case
     * @return readings in Latin letters or in kana, with a space between words; empty if it can read none
     */
    List<String> read(String name);
}
