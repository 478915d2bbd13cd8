package io.loist.db;

import io.loist.DatabaseException;
import io.loist.catalog.Catalog;
import io.loist.db.internal.connect.ConnectionDefaults;
import io.loist.db.internal.connect.ConnectionSource;
import io.loist.db.internal.connect.ReplicaSource;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Replica;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.play.PlayUpkeep;
import io.loist.db.internal.schema.Predecessor;
import io.loist.db.internal.search.upkeep.SearchFreshness;
import io.loist.db.internal.search.upkeep.SearchRefresh;
import io.loist.db.internal.search.upkeep.SearchUpkeep;
import io.loist.db.internal.text.NameReadings;
import io.loist.ingest.spi.IngestJournal;
import io.loist.library.LibraryDatabase;
import io.loist.play.PlayLog;
import io.loist.search.SearchService;
import io.loist.track.StatusFeed;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database of tracks in PostgreSQL 13 to 18: repository, search and work queue.
 *
 * <pre>{@code
 * try (LoistDatabase database = LoistDatabase.create(dataSource)) {
 *     database.migrate();
 *     Track saved = database.tracks().save(track);
 *     SearchResult found = database.search().search("bjork");
 * }
 * }</pre>
 *
 * <p>Creating it connects to nothing; the first call that needs the database does. If the database cannot be reached, that call throws
 * {@link DatabaseException} with the code {@code DATABASE_UNAVAILABLE}, within {@link LoistDatabaseBuilder#connectionTimeout} if loist
 * has its own pool. Safe for use by several threads.
 */
public final class LoistDatabase implements LibraryDatabase {

    /** Default namespace of tracks: {@value}. */
    public static final String DEFAULT_NAMESPACE = Scope.DEFAULT_NAMESPACE;

    /** Default schema of loist's tables: {@value}. */
    public static final String DEFAULT_SCHEMA = SchemaName.DEFAULT;

    /** Default maximum number of connections in loist's own pool: {@value}. */
    public static final int DEFAULT_POOL_SIZE = ConnectionDefaults.POOL_SIZE;

    /** Default maximum wait for a connection: 10 seconds. */
    public static final Duration DEFAULT_CONNECTION_TIMEOUT = ConnectionDefaults.CONNECTION_TIMEOUT;

    /** Default maximum duration of a statement: 30 seconds. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = ConnectionDefaults.STATEMENT_TIMEOUT;

    /** Default maximum wait of a statement for a lock: 10 seconds. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = ConnectionDefaults.LOCK_TIMEOUT;

    /** Default maximum idle time of a transaction: 60 seconds. */
    public static final Duration DEFAULT_IDLE_IN_TRANSACTION_TIMEOUT = ConnectionDefaults.IDLE_IN_TRANSACTION_TIMEOUT;

    /** Default time after which an open stream is logged as a leak: 5 minutes. */
    public static final Duration DEFAULT_LEAK_TIMEOUT = ConnectionDefaults.LEAK_TIMEOUT;

    /** Default maximum duration of a search: 2 seconds. */
    public static final Duration DEFAULT_SEARCH_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration MAX_READING_WAIT = Duration.ofMinutes(1);
    private static final Sql POSITION = Sql.of(Replica.POSITION);
    private static final Duration WARM_UP_TIMEOUT = Duration.ofDays(1);
    /** Two words, one of them most likely in no track, so that every stage of a search runs. */
    private static final String WARM_UP_TEXT = "love warmmup";
    /** Divisor of the interval by which the clocks of several processes may differ. */
    private static final int LEEWAY = 10;

    private final ConnectionSource connections;
    private final @Nullable ReplicaSource replica;
    private final Migrations migrations;
    private final DatabaseAdmin admin;
    private final Scope scope;
    private final Jdbc jdbc;
    private final Jdbc reads;
    private final HealthCheck health;
    private final TrackRepository tracks;
    private final SearchService search;
    private final Catalog catalog;
    private final TrackQueue queue;
    private final TrackStatuses statuses;
    private final StatusFeed statusFeed;
    private final IngestJournal journal;
    private final PlayLog plays;
    private final PlayUpkeep playUpkeep;
    private final SearchRefresh refresh;
    private final SearchFreshness freshness;
    private final DatabaseServices services;

    LoistDatabase(ConnectionSource connections, @Nullable ReplicaSource replica, LoistDatabaseBuilder builder) {
        String schema = builder.schema();
        this.connections = connections;
        this.replica = replica;
        this.migrations = new Migrations(connections.forMigrations(), schema);
        this.scope = new Scope(
                SchemaName.of(schema),
                builder.namespace(),
                new NameReadings(builder.nameReaders()),
                builder.albumIdentity());
        this.services = new DatabaseServices(scope, builder.searchTimeout(), builder.observer());
        this.jdbc = new Jdbc(connections.forCalls(), builder.leakTimeout());
        this.freshness = new SearchFreshness(scope);
        this.health = new HealthCheck(connections, scope.schema(), migrations, this::warnings);
        this.reads = replica == null ? jdbc : jdbc.readingFrom(replica.replica());
        this.tracks = services.tracks(reads);
        this.search = services.search(reads);
        this.catalog = services.catalog(reads);
        this.refresh = new SearchRefresh(scope);
        this.queue = services.queue(jdbc);
        this.statuses = services.statuses(jdbc);
        this.statusFeed = services.statusFeed(jdbc);
        this.journal = services.journal(jdbc);
        this.plays = services.plays(jdbc);
        this.playUpkeep = new PlayUpkeep(scope, builder.plays());
        this.admin = new DatabaseAdmin(
                migrations,
                () -> adopt(schema),
                () -> refresh.reindex(new Jdbc(connections.forMigrations().get())),
                () -> StatisticsQuery.read(jdbc, schema));
    }

    private DatabaseAdmin.Adoption adopt(String schema) {
        Predecessor.Adopted adopted = new Predecessor(jdbc, scope, schema).adopt(migrations::migrate);
        return new DatabaseAdmin.Adoption(adopted.count(), adopted.leftBehind());
    }

    /**
     * Creates a database on the caller's own {@code DataSource}, in the schema {@value #DEFAULT_SCHEMA}. The caller closes the {@code DataSource}, whose
     * time-outs apply.
     */
    public static LoistDatabase create(DataSource dataSource) {
        return builder().dataSource(dataSource).build();
    }

    /** Creates a builder, which needs a {@link LoistDatabaseBuilder#dataSource} or a {@link LoistDatabaseBuilder#jdbcUrl}. */
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
        services.call("LoistDatabase.migrate", migrations::migrate);
    }

    /**
     * Prepares this process for its first calls: opens the connections that an idle pool keeps, loads classes, and runs a search and
     * a suggestion, without a limit of time. Otherwise the first search does all that, which takes seconds on a slow processor. Call it
     * before the process reports that it is ready; it changes no track, and calling it again is harmless.
     *
     * @throws DatabaseException if the database cannot be reached, or lacks loist's tables
     */
    public void warmUp() {
        connections.open();
        SearchService patient = new DatabaseServices(scope, WARM_UP_TIMEOUT, null).search(reads);
        patient.search(WARM_UP_TEXT);
        patient.suggest(WARM_UP_TEXT);
        tracks.list(TrackQuery.builder().limit(1).build());
    }

    /** Returns the administration of this database: single migrations, adoption, statistics; always the same object. */
    public DatabaseAdmin admin() {
        return admin;
    }

    /** Returns the repository of the tracks in this namespace; always the same object. */
    @Override
    public TrackRepository tracks() {
        return tracks;
    }

    /**
     * Returns the services of this database on the caller's own connection, inside the transaction that is open there: their changes
     * are committed or rolled back with those of the caller.
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
        return new HostTransaction(services, host);
    }

    /** Returns the search over the tracks in this namespace; always the same object. */
    @Override
    public SearchService search() {
        return search;
    }

    /**
     * Returns the catalogue of the tracks in this namespace: artists, albums, genres and more; always the same object. It contains each
     * completed track as soon as it is saved; {@link #keepSearchFresh} keeps it fast.
     */
    @Override
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Returns how far the database has been written. Called after a write was committed, it is a position that contains this write.
     *
     * @throws DatabaseException if the database cannot be reached
     */
    public WritePosition position() {
        return jdbc.read(
                "report its position",
                connection -> new WritePosition(Jdbc.query(connection, POSITION, row -> row.getString(1))
                        .get(0)));
    }

    /**
     * Returns a repository and a search that read what was written up to a position, by this or any other process: on the replica
     * if it has got that far, or gets there in time; otherwise on the primary. Costs one round trip for each read on the replica, and
     * nothing without a replica.
     *
     * <pre>{@code
     * database.tracks().save(track);
     * String cookie = database.position().text();
     * // The next request of the same user
     * database.reading(new WritePosition(cookie), Duration.ofMillis(200)).search().search("bjork");
     * }</pre>
     *
     * @param maxWait how long each read may wait for the replica, from 0 to 1 minute
     * @throws IllegalArgumentException if {@code maxWait} is out of that range
     */
    public Reading reading(WritePosition position, Duration maxWait) {
        if (maxWait.isNegative() || maxWait.compareTo(MAX_READING_WAIT) > 0) {
            throw new IllegalArgumentException("maxWait must be from 0 to 1 minute, but is " + maxWait);
        }
        Objects.requireNonNull(position, "position");
        if (replica == null) {
            return new Reading(tracks, search, catalog);
        }
        Jdbc upToDate = jdbc.readingFrom(replica.replica(), position.text(), maxWait);
        return new Reading(services.tracks(upToDate), services.search(upToDate), services.catalog(upToDate));
    }

    /**
     * What {@link #reading} returns.
     *
     * @param tracks the repository
     * @param search the search
     * @param catalog the catalogue
     */
    public record Reading(TrackRepository tracks, SearchService search, Catalog catalog) {}

    /**
     * Returns the queue of the tracks in this namespace; always the same object.
     *
     * <p>For programs that read the tables: a lease is stored in the narrow table {@code track_queue} alone, so that
     * {@code audio_tracks.status} is {@code PROCESSING} only for work without a lease; the view {@code track_status} always
     * shows it. A status set by SQL in {@code audio_tracks} obeys the same rules and is recorded in {@code track_change}, too.
     */
    @Override
    public TrackQueue queue() {
        return queue;
    }

    /** Returns the service that sets the status of tracks without a claim, in this namespace; always the same object. */
    public TrackStatuses statuses() {
        return statuses;
    }

    /**
     * Returns the feed of status transitions in this namespace; always the same object. After a dump has been restored on
     * another server, run {@code SELECT loist.loist_restart_feed()} to restart the feed; otherwise changes are missing from it.
     */
    public StatusFeed statusFeed() {
        return statusFeed;
    }

    /** Returns what listeners have played, starred and rated in this namespace; always the same object. */
    @Override
    public PlayLog plays() {
        return plays;
    }

    /** Returns the journal of ingest in this namespace, for {@code IngestPipeline}; hosts do not need it. */
    @Override
    public IngestJournal journal() {
        return journal;
    }

    /**
     * Returns the state of the database, within the deadline: a server that is down or silent is a result, not an
     * exception. Suitable for a readiness probe; it changes nothing and uses a connection of the pool for a moment.
     *
     * @param deadline from 1 millisecond to 1 day
     * @throws IllegalArgumentException if {@code deadline} is out of that range
     */
    public DatabaseHealth health(Duration deadline) {
        return health.within(deadline);
    }

    /**
     * Renews the statistics that search keeps about each namespace: how frequent words are, and which tracks are the most popular.
     * Search finds new tracks, misspelt words among them, without it, but estimates how frequent new words are. Adds up plays, too, see
     * {@link LoistDatabaseBuilder#playDays} and {@link LoistDatabaseBuilder#popularityHalfLife}. loist itself never calls it.
     *
     * <p>Call it after a large import, and then regularly, such as once a night; for a million tracks it takes a minute. It takes no
     * locks that others wait for: until it is done, searches use the previous statistics. If several programs call it at once, one works.
     *
     * @throws DatabaseException if the database cannot be reached, or lacks loist's tables
     */
    public void refreshSearch() {
        services.call("LoistDatabase.refreshSearch", () -> upkeep(refresh::run));
    }

    private void upkeep(Consumer<Jdbc> searchUpkeep) {
        Jdbc jobs = new Jdbc(connections.forMigrations().get());
        playUpkeep.run(jobs);
        searchUpkeep.accept(jobs);
    }

    /**
     * Calls {@link #refreshSearch} in the background whenever the last refresh is older than the interval; if several programs do so on
     * one database, the work is done once.
     *
     * <p>A refresh that fails is logged, named by {@link #health}, and retried after the interval. Close the returned object before
     * this database; a running refresh is completed then.
     *
     * @param every the interval, from 1 second to 30 days; an hour suits most libraries
     * @throws IllegalArgumentException if {@code every} is out of that range
     */
    public Upkeep keepSearchFresh(Duration every) {
        Duration age = every.minus(every.dividedBy(LEEWAY));
        Runnable work =
                () -> services.call("LoistDatabase.keepSearchFresh", () -> upkeep(same -> refresh.runIfDue(same, age)));
        return new SearchUpkeep(work, every, freshness)::close;
    }

    /** Work in the background that continues until it is closed. */
    public interface Upkeep extends AutoCloseable {

        /** Ends the work. Closing again has no effect. */
        @Override
        void close();
    }

    private List<String> warnings(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>(freshness.warnings(connection));
        String failure = replica == null ? null : replica.replica().failure();
        if (failure != null) {
            warnings.add("The replica cannot be used, so that its reads go to the primary: " + failure);
        }
        return warnings;
    }

    /** Closes loist's own pools, but no {@code DataSource} of the caller. Closing again has no effect. */
    @Override
    public void close() {
        if (replica != null) {
            replica.close();
        }
        connections.close();
    }
}
