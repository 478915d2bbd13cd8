package io.loist.db;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a database is, as {@link LoistDatabase#health} found it.
 *
 * @param problems what keeps loist from working, in words for the person on duty; empty if nothing does
 * @param server what the server told, or null if it did not answer in time
 * @param pool the connections of the HikariCP pool, or null if there is none, or none yet
 * @param took how long the answer took
 */
public record DatabaseHealth(
        List<String> problems,
        @Nullable Server server,
        @Nullable Pool pool,
        Duration took) {

    /** Copies {@code problems}. */
    public DatabaseHealth {
        problems = List.copyOf(problems);
        Objects.requireNonNull(took, "took");
    }

    /** Returns whether loist can work: the server answers and its tables are up to date. */
    public boolean healthy() {
        return problems.isEmpty();
    }

    /** Returns whether the server answers. */
    public boolean reachable() {
        return server != null;
    }

    /**
     * What a server tells about itself.
     *
     * @param version of PostgreSQL, such as {@code 18.1}
     * @param primary whether it can be written to; if not, it is a replica
     * @param replicationLag of a replica, how old its data is; of a primary, how far the slowest replica is behind. Null if there
     *     is no replica, or the user lacks {@code pg_monitor}
     * @param pendingMigrations the steps of {@link Migrations} that are still to do, in order
     * @param staleTracks how many tracks other programs have changed since loist indexed them, 0 if migrations are pending: a search finds
     *     the first 200 of them, and {@link LoistDatabase#refreshSearch} indexes all
     * @param extensions the names of the extensions in the database, in order; loist needs none but what is always there
     */
    public record Server(
            String version,
            boolean primary,
            @Nullable Duration replicationLag,
            List<Integer> pendingMigrations,
            long staleTracks,
            List<String> extensions) {

        /** Copies the lists. */
        public Server {
            Objects.requireNonNull(version, "version");
            pendingMigrations = List.copyOf(pendingMigrations);
            extensions = List.copyOf(extensions);
        }
    }

    /**
     * The connections of a pool, by HikariCP's own count.
     *
     * @param active how many are in use
     * @param idle how many are not
     * @param waiting how many threads wait for one
     * @param size how many there may be
     */
    public record Pool(int active, int idle, int waiting, int size) {}
}
