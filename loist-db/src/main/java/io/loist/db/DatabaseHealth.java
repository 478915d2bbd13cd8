package io.loist.db;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a database, as returned by {@link LoistDatabase#health}.
 *
 * @param problems what prevents loist from working and how to mend it, for operators; empty if the database is healthy
 * @param warnings what loist works in spite of, such as an old vocabulary of search or a failing {@link LoistDatabase#keepSearchFresh}
 * @param server the state of the server, or null if it did not answer in time
 * @param pool the connections of the HikariCP pool, or null if there is none or it has not been used yet
 * @param took duration of the check
 */
public record DatabaseHealth(
        List<String> problems,
        List<String> warnings,
        @Nullable Server server,
        @Nullable Pool pool,
        Duration took) {

    /** Copies the lists. */
    public DatabaseHealth {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
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
     * The state of a server.
     *
     * @param version its version of PostgreSQL, such as {@code 18.1}
     * @param primary whether it is a primary server, which can be written to; if not, it is a replica
     * @param replicationLag of a replica, how old its data is; of a primary, how far the slowest replica is behind. Null if there
     *     is no replica, or the user lacks {@code pg_monitor}
     * @param pendingMigrations the versions of pending {@link Migrations}, in order
     * @param staleTracks number of tracks that other programs have changed since loist indexed them, 0 if migrations are pending: a
     *     search indexes the first 200 of them, and {@link LoistDatabase#refreshSearch} all
     * @param extensions the names of the extensions in the database, in order; loist requires none
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
     * The connections of a pool, as counted by HikariCP.
     *
     * @param active number of connections in use
     * @param idle number of idle connections
     * @param waiting number of threads that wait for a connection
     * @param size maximum number of connections
     */
    public record Pool(int active, int idle, int waiting, int size) {}
}
