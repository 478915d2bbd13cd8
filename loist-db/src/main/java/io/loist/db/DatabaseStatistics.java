package io.loist.db;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's statistics of loist's tables, as returned by {@link DatabaseAdmin#statistics}. Counts are the server's estimates,
 * and start again at 0 when its statistics are reset.
 *
 * <p>A standby keeps no counts of rows, vacuums and analyzes: there, {@code rows} is what the primary found at its last analyze,
 * {@code deadRows} is 0, and both times are null; scans and cache hits are those of the standby itself.
 *
 * @param standby whether they are from a standby
 * @param tables in the order of their names
 * @param indexes in the order of their tables and names
 */
public record DatabaseStatistics(boolean standby, List<Table> tables, List<Index> indexes) {

    /** Copies the lists. */
    public DatabaseStatistics {
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
    }

    /** Returns the indexes that no query has used and no constraint requires; on a new database that is most of them. */
    public List<Index> unusedIndexes() {
        return indexes.stream()
                .filter(index -> index.scans() == 0 && !index.unique())
                .toList();
    }

    /**
     * A table.
     *
     * @param name its name, without the schema
     * @param rows estimated number of rows
     * @param deadRows estimated number of rows left over from updates and deletes, until the next vacuum
     * @param tableBytes its size without indexes, in bytes
     * @param indexBytes the size of its indexes, in bytes
     * @param sequentialScans number of scans of the whole table
     * @param indexScans number of scans through an index
     * @param cacheHits fraction of the requested blocks of the table and its indexes that were in the server's memory, from 0 to 1;
     *     null if none was requested
     * @param vacuumedAt time of the last vacuum, or null if there was none
     * @param analyzedAt time of the last analyze, or null if there was none
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
     * @param name its name, without the schema
     * @param table name of its table
     * @param unique whether it enforces a unique or primary key, and is therefore needed even if no query uses it
     * @param bytes its size in bytes
     * @param scans number of scans
     */
    public record Index(String name, String table, boolean unique, long bytes, long scans) {}
}
