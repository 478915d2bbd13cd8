package io.loist.db;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL counted about loist's tables, as {@link DatabaseAdmin#statistics} read it. Counts are estimates, as the
 * server's own are, and begin anew when its statistics are reset.
 *
 * @param tables by name
 * @param indexes by table and name
 */
public record DatabaseStatistics(List<Table> tables, List<Index> indexes) {

    /** Copies the lists. */
    public DatabaseStatistics {
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
    }

    /** Returns the indexes that no query has used and no rule of the tables needs. On a new database that is most of them. */
    public List<Index> unusedIndexes() {
        return indexes.stream()
                .filter(index -> index.scans() == 0 && !index.unique())
                .toList();
    }

    /**
     * A table.
     *
     * @param name in the schema of loist's tables
     * @param rows how many there are
     * @param deadRows how many are left over from updates and deletes, until the next vacuum
     * @param tableBytes its size without indexes
     * @param indexBytes the size of its indexes
     * @param sequentialScans how often it was read as a whole
     * @param indexScans how often it was read through an index
     * @param cacheHits which part of the blocks asked for, of the table and its indexes, was in the server's memory, from 0 to 1;
     *     null if none was asked for
     * @param vacuumedAt when it was last vacuumed, or null if never
     * @param analyzedAt when it was last analyzed, or null if never
     */
    public record Table(
            String name,
            long rows,
            long deadRows,
            long tableBytes,
            long indexBytes,
            long sequentialScans,
            long indexScans,
            @Nullable Double cacheHits,
            @Nullable Instant vacuumedAt,
            @Nullable Instant analyzedAt) {}

    /**
     * An index.
     *
     * @param name in the schema of loist's tables
     * @param table that it belongs to
     * @param unique whether it keeps rows apart, so that it is needed even if nothing is looked up in it
     * @param bytes its size
     * @param scans how often it was used
     */
    public record Index(String name, String table, boolean unique, long bytes, long scans) {}
}
