package io.loist.db;

import io.loist.DatabaseException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The rare work on a database: inspecting and undoing migrations, adopting the predecessor's tables, rebuilding search entries,
 * reading statistics. Returned by {@link LoistDatabase#admin}; safe for use by several threads.
 */
public final class DatabaseAdmin {

    private final Migrations migrations;
    private final Supplier<Adoption> adoption;
    private final Runnable reindexing;
    private final Supplier<DatabaseStatistics> statistics;

    DatabaseAdmin(
            Migrations migrations,
            Supplier<Adoption> adoption,
            Runnable reindexing,
            Supplier<DatabaseStatistics> statistics) {
        this.migrations = migrations;
        this.adoption = adoption;
        this.reindexing = reindexing;
        this.statistics = statistics;
    }

    /** Returns the migrations, which can be listed, checked and undone; always the same object. */
    public Migrations migrations() {
        return migrations;
    }

    /**
     * Adopts a database that the predecessor's {@code 001_initial_schema.sql} created: does what {@link LoistDatabase#migrate}
     * does, and moves the rows of the predecessor's {@code audio_tracks}, in loist's schema or one on the connection's search path,
     * into loist's table of the same name, into this namespace. Ids, times, status and all other values stay. A bit rate below 10,000 is read as kilobits per
     * second, which is what the predecessor wrote; formats become lower case; a blank title becomes "Untitled".
     *
     * <p>The predecessor recorded no checksums and mostly no sizes: the {@code crc32c} of such an audio object is null and its size
     * 0. Dump the database first, and stop the predecessor. The next call completes one that was interrupted; without anything to
     * adopt, it is the same as {@code migrate}. Needs the owner of the predecessor's table.
     *
     * @throws DatabaseException as {@code migrate} does, or if the predecessor's table lacks a column
     */
    public Adoption adopt() {
        return adoption.get();
    }

    /**
     * Rewrites the search entry of every track of every namespace that differs from what this release would write. Needed only after
     * an update whose notes in the changelog say so, because it folds names in another way; harmless at any time.
     *
     * <p>Works through 1,000 tracks at a time, each batch in a transaction of its own that takes a fraction of a second; tracks and
     * searches stay available. The next call completes one that was interrupted, and concurrent calls share the work.
     *
     * @throws DatabaseException if the database cannot be reached, or lacks loist's tables
     */
    public void reindexSearch() {
        reindexing.run();
    }

    /**
     * Returns PostgreSQL's own figures on loist's tables: sizes, dead rows, use of the indexes.
     *
     * @throws DatabaseException if the database cannot be reached
     */
    public DatabaseStatistics statistics() {
        return statistics.get();
    }

    /**
     * The result of an adoption.
     *
     * @param adopted the number of tracks that were moved into loist's table
     * @param leftBehind the ids of tracks that could not be moved, because another track has the same audio object, or a path is not
     *     of the form {@code gs://bucket/name}. They are in the table {@code audio_tracks_predecessor}: correct them and call
     *     {@link DatabaseAdmin#adopt} again, or drop the table
     */
    public record Adoption(long adopted, List<UUID> leftBehind) {

        /** Copies the list. */
        public Adoption {
            leftBehind = List.copyOf(leftBehind);
        }
    }
}
