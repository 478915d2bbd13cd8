package io.loist.db;

import io.loist.DatabaseException;
import io.loist.search.SearchService;
import io.loist.track.TrackRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The door to the database: keeps tracks and finds them in PostgreSQL 13 to 18.
 *
 * <pre>{@code
 * try (LoistDatabase database = LoistDatabase.create(dataSource)) {
 *     database.migrate();
 *     Track saved = database.tracks().save(track);
 *     SearchResult found = database.search().search("bjork");
 * }
 * }</pre>
 *
 * <p>Making one connects to nothing; the first call that needs the database does. A database that cannot be reached then shows
 * as a {@link DatabaseException} with the code {@code DATABASE_UNAVAILABLE}, after {@link Builder#connectionTimeout} at the
 * latest if loist has its own pool. Safe for use by many threads.
 */
public final class LoistDatabase implements AutoCloseable {

    /** The namespace that tracks are in unless told otherwise: {@value}. */
    public static final String DEFAULT_NAMESPACE = "default";

    /** How many connections loist's own pool has unless told otherwise: {@value}. */
    public static final int DEFAULT_POOL_SIZE = 10;

    /** How long a call waits for a connection unless told otherwise: 10 seconds. */
    public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(10);

    /** How long a statement may take unless told otherwise: 30 seconds. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /** How long a statement waits for a lock unless told otherwise: 10 seconds. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);

    /** How long a transaction may stand idle unless told otherwise: 60 seconds. */
    public static final Duration DEFAULT_IDLE_IN_TRANSACTION_TIMEOUT = Duration.ofSeconds(60);

    /** How long a search looks for more unless told otherwise: 2 seconds. */
    public static final Duration DEFAULT_SEARCH_TIMEOUT = Duration.ofSeconds(2);

    private final Connections connections;
    private final Migrations migrations;
    private final TrackRepository tracks;
    private final SearchService search;
    private final SearchRefresh refresh;

    private LoistDatabase(Connections connections, Builder builder) {
        this.connections = connections;
        this.migrations = new Migrations(connections.forMigrations(), builder.schema);
        Scope scope = new Scope(SchemaName.of(builder.schema), builder.namespace);
        Jdbc jdbc = new Jdbc(connections.forCalls());
        this.tracks = new PostgresTrackRepository(jdbc, scope, builder.clock);
        this.search = new PostgresSearchService(jdbc, scope, builder.searchTimeout);
        this.refresh = new SearchRefresh(scope);
    }

    /**
     * Opens the database behind the caller's own {@code DataSource}, in its default schema. The caller keeps it and closes it;
     * its time-outs are the ones that count.
     */
    public static LoistDatabase create(DataSource dataSource) {
        return builder().dataSource(dataSource).build();
    }

    /** Starts a database with more choices. It needs a {@link Builder#dataSource} or a {@link Builder#jdbcUrl}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Creates loist's tables, or brings them up to date; does nothing if they are. Never called by loist itself.
     *
     * <p>It keeps to itself: its history is in {@code loist_schema_history}, it changes nothing that it did not create, and it
     * needs no extension, only the right to create tables in the schema (and the schema, if there is none of that name).
     * Several programs may call it at once; one does the work and the others wait. A {@code DataSource} of the caller must
     * have three connections to give.
     *
     * @throws DatabaseException with the code {@code DATABASE_UNAVAILABLE} if the database cannot be reached,
     *     {@code DATABASE_PERMISSION_DENIED} if the user lacks a right, {@code DATABASE_UNSUPPORTED} if the server is older than
     *     PostgreSQL 13 or the database is not in UTF-8, or {@code MIGRATION_FAILED} for anything else
     */
    public void migrate() {
        migrations.migrate();
    }

    /** Returns the repository of the tracks in this database's namespace; always the same one. */
    public TrackRepository tracks() {
        return tracks;
    }

    /** Returns the search over the tracks in this database's namespace; always the same one. */
    public SearchService search() {
        return search;
    }

    /**
     * Renews what search knows about the library as a whole: which words there are, for misspellings, endings and sentences,
     * and which tracks are in most demand. Never called by loist itself.
     *
     * <p>Call it after a large import, and then every so often, such as once a night; of a million tracks it takes a minute.
     * Nobody waits for it: until it is done, searches use what was there before, and tracks saved since are found by their
     * words as they are written. Several programs may call it at once; one does the work and the others wait.
     *
     * @throws DatabaseException if the database cannot be reached, or lacks loist's tables
     */
    public void refreshSearch() {
        refresh.run(new Jdbc(connections.forMigrations().get()));
    }

    /** Closes loist's own pool, and leaves a {@code DataSource} of the caller open. Closing twice does nothing. */
    @Override
    public void close() {
        connections.close();
    }

    /**
     * Builds a {@link LoistDatabase}: on the caller's {@link #dataSource}, or with a pool of its own on a {@link #jdbcUrl}. Not
     * safe for use by several threads at once.
     */
    public static final class Builder {

        private final PoolSettings pool = new PoolSettings();
        private @Nullable DataSource dataSource;
        private @Nullable String schema;
        private String namespace = DEFAULT_NAMESPACE;
        private Clock clock = Clock.systemUTC();
        private Duration searchTimeout = DEFAULT_SEARCH_TIMEOUT;

        private Builder() {}

        /** Uses the caller's own {@code DataSource}, which loist never closes. Settings of the pool do not apply to it. */
        public Builder dataSource(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
            return this;
        }

        /**
         * Connects to this address with a pool of its own (HikariCP).
         *
         * @param jdbcUrl such as {@code jdbc:postgresql://host:5432/database?sslmode=verify-full}; parameters of the PostgreSQL
         *     driver are passed on
         * @throws IllegalArgumentException if {@code jdbcUrl} does not begin with {@code jdbc:postgresql:}
         */
        public Builder jdbcUrl(String jdbcUrl) {
            pool.url(jdbcUrl);
            return this;
        }

        /** Sets the user to connect as; by default the one in the address. */
        public Builder user(String user) {
            pool.user(user);
            return this;
        }

        /** Sets the user's password. */
        public Builder password(String password) {
            Objects.requireNonNull(password, "password");
            return password(() -> password);
        }

        /** Sets where the user's password comes from. It is asked for each new connection, so that secrets may rotate. */
        public Builder password(Supplier<String> password) {
            pool.password(password);
            return this;
        }

        /**
         * Sets how many connections the pool has; by default {@value LoistDatabase#DEFAULT_POOL_SIZE}.
         *
         * @throws IllegalArgumentException if {@code poolSize} is less than 1
         */
        public Builder poolSize(int poolSize) {
            pool.size(poolSize);
            return this;
        }

        /**
         * Sets how long a call waits for a connection; by default 10 seconds.
         *
         * @throws IllegalArgumentException if it is less than 250 milliseconds
         */
        public Builder connectionTimeout(Duration timeout) {
            pool.connectionTimeout(timeout);
            return this;
        }

        /**
         * Sets how long a statement may take; by default 30 seconds. Migrations may take longer.
         *
         * @throws IllegalArgumentException if it is less than one millisecond
         */
        public Builder statementTimeout(Duration timeout) {
            pool.statementTimeout(timeout);
            return this;
        }

        /**
         * Sets how long a statement waits for a lock; by default 10 seconds.
         *
         * @throws IllegalArgumentException if it is less than one millisecond
         */
        public Builder lockTimeout(Duration timeout) {
            pool.lockTimeout(timeout);
            return this;
        }

        /**
         * Sets how long a transaction may stand idle before the server ends it; by default 60 seconds.
         *
         * @throws IllegalArgumentException if it is less than one millisecond
         */
        public Builder idleInTransactionTimeout(Duration timeout) {
            pool.idleInTransactionTimeout(timeout);
            return this;
        }

        /**
         * Sets the schema that loist's tables are in; {@link LoistDatabase#migrate} creates it if there is none. By default the
         * first one on the connection's search path, which is mostly {@code public}.
         *
         * @throws IllegalArgumentException if {@code schema} is not 1 to 63 characters of a-z, A-Z, 0-9 and '_', beginning with a
         *     letter or '_'
         */
        public Builder schema(String schema) {
            this.schema = SchemaName.require(schema);
            return this;
        }

        /**
         * Sets the namespace; by default {@value LoistDatabase#DEFAULT_NAMESPACE}. What is saved in one namespace does not exist
         * for a {@code LoistDatabase} of another, not even as a duplicate.
         *
         * @throws IllegalArgumentException if {@code namespace} is not 1 to 100 characters of a-z, A-Z, 0-9, '.', '_' and '-'
         */
        public Builder namespace(String namespace) {
            this.namespace = Scope.requireNamespace(namespace);
            return this;
        }

        /** Sets the clock that times of creation and change come from; by default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets how long a search looks for more; by default 2 seconds. When the time is over it returns what it has, and says
         * that it is truncated.
         *
         * @throws IllegalArgumentException if it is less than one millisecond
         */
        public Builder searchTimeout(Duration timeout) {
            if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException("searchTimeout must be at least 1 ms, but is " + timeout);
            }
            this.searchTimeout = timeout;
            return this;
        }

        /**
         * Returns the database, without connecting to it.
         *
         * @throws IllegalStateException if there is neither a {@code DataSource} nor an address, or both
         */
        public LoistDatabase build() {
            if ((dataSource == null) == !pool.hasUrl()) {
                throw new IllegalStateException("a LoistDatabase needs either a dataSource or a jdbcUrl, but has "
                        + (dataSource == null ? "neither" : "both"));
            }
            return new LoistDatabase(dataSource == null ? Connections.pooled(pool) : Connections.of(dataSource), this);
        }
    }
}
