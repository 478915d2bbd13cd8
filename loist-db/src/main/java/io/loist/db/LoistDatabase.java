package io.loist.db;

import io.loist.DatabaseException;
import io.loist.db.internal.connect.ConnectionDefaults;
import io.loist.db.internal.connect.ConnectionSource;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.journal.PostgresIngestJournal;
import io.loist.db.internal.schema.Predecessor;
import io.loist.db.internal.search.PostgresSearchService;
import io.loist.db.internal.search.upkeep.SearchRefresh;
import io.loist.db.internal.search.upkeep.SearchUpkeep;
import io.loist.db.internal.repository.PostgresTrackRepository;
import io.loist.db.internal.work.PostgresStatusFeed;
import io.loist.db.internal.work.PostgresTrackQueue;
import io.loist.db.internal.work.PostgresTrackStatuses;
import io.loist.ingest.spi.IngestJournal;
import io.loist.library.LibraryDatabase;
import io.loist.search.SearchService;
import io.loist.track.StatusFeed;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

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
 * as a {@link DatabaseException} with the code {@code DATABASE_UNAVAILABLE}, after {@link LoistDatabaseBuilder#connectionTimeout} at the
 * latest if loist has its own pool. Safe for use by many threads.
 */
public final class LoistDatabase implements LibraryDatabase {

    /** The namespace that tracks are in unless told otherwise: {@value}. */
    public static final String DEFAULT_NAMESPACE = Scope.DEFAULT_NAMESPACE;

    /** How many connections loist's own pool has unless told otherwise: {@value}. */
    public static final int DEFAULT_POOL_SIZE = ConnectionDefaults.POOL_SIZE;

    /** How long a call waits for a connection unless told otherwise: 10 seconds. */
    public static final Duration DEFAULT_CONNECTION_TIMEOUT = ConnectionDefaults.CONNECTION_TIMEOUT;

    /** How long a statement may take unless told otherwise: 30 seconds. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = ConnectionDefaults.STATEMENT_TIMEOUT;

    /** How long a statement waits for a lock unless told otherwise: 10 seconds. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = ConnectionDefaults.LOCK_TIMEOUT;

    /** How long a transaction may stand idle unless told otherwise: 60 seconds. */
    public static final Duration DEFAULT_IDLE_IN_TRANSACTION_TIMEOUT =
            ConnectionDefaults.IDLE_IN_TRANSACTION_TIMEOUT;

    /** How long a stream may be open before a warning says who opened it: 5 minutes, unless told less. */
    public static final Duration DEFAULT_LEAK_TIMEOUT = ConnectionDefaults.LEAK_TIMEOUT;

    /** How long a search looks for more unless told otherwise: 2 seconds. */
    public static final Duration DEFAULT_SEARCH_TIMEOUT = Duration.ofSeconds(2);

    /** Clocks of several programs may differ by this part of an interval. */
    private static final int LEEWAY = 10;

    private final ConnectionSource connections;
    private final Migrations migrations;
    private final DatabaseAdmin admin;
    private final Scope scope;
    private final Duration searchTimeout;
    private final Jdbc jdbc;
    private final HealthCheck health;
    private final TrackRepository tracks;
    private final SearchService search;
    private final TrackQueue queue;
    private final TrackStatuses statuses;
    private final StatusFeed statusFeed;
    private final IngestJournal journal;
    private final SearchRefresh refresh;

    LoistDatabase(ConnectionSource connections, LoistDatabaseBuilder builder) {
        String schema = builder.schema();
        this.connections = connections;
        this.migrations = new Migrations(connections.forMigrations(), schema);
        this.scope = new Scope(SchemaName.of(schema), builder.namespace());
        this.searchTimeout = builder.searchTimeout();
        this.jdbc = new Jdbc(connections.forCalls(), builder.leakTimeout());
        this.health = new HealthCheck(connections, scope.schema(), migrations);
        this.tracks = new PostgresTrackRepository(jdbc, scope);
        this.search = new PostgresSearchService(jdbc, scope, searchTimeout);
        this.refresh = new SearchRefresh(scope);
        this.queue = new PostgresTrackQueue(jdbc, scope);
        this.statuses = new PostgresTrackStatuses(jdbc, scope);
        this.statusFeed = new PostgresStatusFeed(jdbc, scope);
        this.journal = new PostgresIngestJournal(jdbc, scope);
        this.admin = new DatabaseAdmin(
                migrations,
                this::adopt,
                () -> refresh.reindex(new Jdbc(connections.forMigrations().get())),
                () -> StatisticsQuery.read(jdbc, schema));
    }

    private DatabaseAdmin.Adoption adopt() {
        Predecessor.Adopted adopted = new Predecessor(jdbc, scope).adopt(migrations::migrate);
        return new DatabaseAdmin.Adoption(adopted.count(), adopted.leftBehind());
    }

    /**
     * Opens the database behind the caller's own {@code DataSource}, in its default schema. The caller keeps it and closes it;
     * its time-outs are the ones that count.
     */
    public static LoistDatabase create(DataSource dataSource) {
        return builder().dataSource(dataSource).build();
    }

    /** Starts a database with more choices. It needs a {@link LoistDatabaseBuilder#dataSource} or a {@link LoistDatabaseBuilder#jdbcUrl}. */
    public static LoistDatabaseBuilder builder() {
        return new LoistDatabaseBuilder();
    }

    /**
     * Creates loist's tables, or brings them up to date; does nothing if they are up to date. loist itself never calls it.
     *
     * @throws DatabaseException with the code {@code DATABASE_UNAVAILABLE} if the database cannot be reached,
     *     {@code DATABASE_PERMISSION_DENIED} if the user lacks a right, {@code DATABASE_UNSUPPORTED} if the server is older than
     *     PostgreSQL 13 or the database is not in UTF-8, or {@code MIGRATION_FAILED} for anything else
     */
    public void migrate() {
        migrations.migrate();
    }

    /** Returns the rare work on this database: migrations one by one, adoption, statistics; always the same object. */
    public DatabaseAdmin admin() {
        return admin;
    }

    /** Returns the repository of the tracks in this database's namespace; always the same one. */
    @Override
    public TrackRepository tracks() {
        return tracks;
    }

    /**
     * Returns loist's parts working on the caller's own connection to the same database, inside the transaction that is open there:
     * what they change is committed with the caller's own rows, or rolled back with them.
     *
     * <pre>{@code
     * connection.setAutoCommit(false);
     * database.within(connection).tracks().save(track);
     * orders.insert(connection, order);
     * connection.commit();
     * }</pre>
     */
    public HostTransaction within(Connection connection) {
        Jdbc host = Jdbc.within(Objects.requireNonNull(connection, "connection"));
        return new HostTransaction(
                new PostgresTrackRepository(host, scope),
                new PostgresSearchService(host, scope, searchTimeout),
                new PostgresTrackQueue(host, scope),
                new PostgresTrackStatuses(host, scope),
                new PostgresStatusFeed(host, scope));
    }

    /** Returns the search over the tracks in this database's namespace; always the same one. */
    @Override
    public SearchService search() {
        return search;
    }

    /**
     * Returns the queue of the tracks in this database's namespace; always the same one.
     *
     * <p>For those who read the tables too: a lease is kept in the narrow table {@code track_queue} alone, so that
     * {@code audio_tracks.status} is {@code PROCESSING} only for work without a lease; the view {@code track_status} always says
     * it. A status set by SQL in {@code audio_tracks} obeys the same rules and goes into {@code track_change} too.
     */
    @Override
    public TrackQueue queue() {
        return queue;
    }

    /** Returns what sets the status of tracks without a claim, in this database's namespace; always the same one. */
    public TrackStatuses statuses() {
        return statuses;
    }

    /**
     * Returns the feed of status transitions in this database's namespace; always the same one. After a dump has been restored on
     * another server, {@code SELECT loist_restart_feed()} begins the feed anew; without that, changes are missing from it.
     */
    public StatusFeed statusFeed() {
        return statusFeed;
    }

    /** Returns the journal of ingest in this namespace, for {@code IngestPipeline}; hosts do not need it. */
    @Override
    public IngestJournal journal() {
        return journal;
    }

    /**
     * Tells how the database is, and never later than the deadline: a server that is down or silent is an answer, not an
     * exception. Fit for a readiness probe; it changes nothing and takes a connection of the pool for a moment.
     *
     * @throws IllegalArgumentException if {@code deadline} is not from one millisecond to one day
     */
    public DatabaseHealth health(Duration deadline) {
        return health.within(deadline);
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

    /**
     * Calls {@link #refreshSearch} in the background: now if nobody has yet, and again whenever the last time is that long ago.
     * However many programs do this to one database, the work is done once.
     *
     * <p>A refresh that fails is logged, and tried again after that time. Close what is returned before this database; a refresh
     * that is under way then comes to its end.
     *
     * @param every from one second to 30 days; an hour suits most
     * @throws IllegalArgumentException if {@code every} is out of that range
     */
    public Upkeep keepSearchFresh(Duration every) {
        Duration age = every.minus(every.dividedBy(LEEWAY));
        return new SearchUpkeep(
                () -> refresh.runIfDue(new Jdbc(connections.forMigrations().get()), age), every)
                ::close;
    }

    /** Something that goes on in the background until it is closed. */
    public interface Upkeep extends AutoCloseable {

        /** Ends it; closing twice does nothing. */
        @Override
        void close();
    }

    /** Closes loist's own pool, and leaves a {@code DataSource} of the caller open. Closing twice does nothing. */
    @Override
    public void close() {
        connections.close();
    }
}
