package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.util.List;

/** A search engine to measure, loaded with the rows of the benchmark. Safe for use by many threads. */
interface SearchSystem extends AutoCloseable {

    /** Returns its name in the report. */
    String name();

    /** Loads the rows. */
    void load(List<Row> rows) throws Exception;

    /** Returns the size of its index on the disk in bytes. */
    long indexBytes() throws Exception;

    /** Returns the best matches, best first. */
    List<Row> search(String text, int limit) throws Exception;

    @Override
    void close() throws IOException;
}
