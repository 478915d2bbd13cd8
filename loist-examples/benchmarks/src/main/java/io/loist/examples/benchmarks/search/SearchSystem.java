package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.util.List;

/** A search to measure, loaded with the rows of the benchmark. Safe for use by many threads. */
interface SearchSystem extends AutoCloseable {

    /** Returns its name in the report. */
    String name();

    /** Loads the rows, and makes everything ready. */
    void load(List<Row> rows) throws Exception;

    /** Returns how many bytes its index takes on the disk. */
    long indexBytes() throws Exception;

    /** Returns the best matches, the best first. */
    List<Row> search(String text, int limit) throws Exception;

    @Override
    void close() throws IOException;
}
