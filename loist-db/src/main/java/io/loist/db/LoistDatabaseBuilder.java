package io.loist.db;

import io.loist.catalog.AlbumIdentity;
import io.loist.db.internal.connect.DatabaseSetting;
import io.loist.db.internal.connect.DatabaseSettings;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.play.PlaySettings;
import io.loist.observe.LoistObserver;
import io.loist.search.NameReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LoistDatabase}: on the caller's {@link #dataSource} or {@link #connections}, or with a pool of its own (HikariCP) on an address.
 *
 * <p>Values set on the builder take precedence over {@link #properties}, those over the {@link #environment}, and that over the
 * defaults; {@link #explain} shows the result. System properties and environment variables are read only if they are passed in. Not
 * safe for use by several threads at once.
 */
public final class LoistDatabaseBuilder {

    private final DatabaseSettings settings = new DatabaseSettings();
    private @Nullable ConnectionProvider connections;
    private @Nullable DataSource replica;
    private String schema = LoistDatabase.DEFAULT_SCHEMA;
    private String namespace = LoistDatabase.DEFAULT_NAMESPACE;
    private Duration searchTimeout = LoistDatabase.DEFAULT_SEARCH_TIMEOUT;
    private List<NameReader> nameReaders = List.of();
    private AlbumIdentity albumIdentity = AlbumIdentity.STANDARD;
    private @Nullable LoistObserver observer;
    private PlaySettings plays = PlaySettings.DEFAULT;

    LoistDatabaseBuilder() {}

    /**
     * Uses the caller's own {@code DataSource}, which loist never closes and which takes no part in transactions of the application:
     * the same as {@code connections(ConnectionProvider.of(dataSource))}. Settings of the pool do not apply to it.
     */
    public LoistDatabaseBuilder dataSource(DataSource dataSource) {
        return connections(ConnectionProvider.of(dataSource));
    }

    /**
     * Uses connections of the application, some of which may be in a transaction of its own. Settings of the pool do not apply to
     * them.
     */
    public LoistDatabaseBuilder connections(ConnectionProvider connections) {
        this.connections = Objects.requireNonNull(connections, "connections");
        return this;
    }

    /**
     * Reads from a replica: {@link LoistDatabase#tracks} and {@link LoistDatabase#search} read there what they return, and write to the
     * primary; everything else uses the primary alone. What was just written may be missing on the replica for a moment, see
     * {@link LoistDatabase#reading}. If the replica cannot be reached, its reads go to the primary for the next 10 seconds, with a
     * warning in the log; if the primary cannot be reached, reads still work.
     *
     * @param dataSource connections to a streaming replica, with auto-commit on; loist never closes it. Together with
     *     {@link #dataSource}; beside an address, {@link #replicaUrl} gives the replica a pool of loist's own
     */
    public LoistDatabaseBuilder replica(DataSource dataSource) {
        this.replica = Objects.requireNonNull(dataSource, "dataSource");
        return this;
    }

    /**
     * Reads from a replica as {@link #replica} does, with a second pool of the same size, user and password.
     *
     * @param jdbcUrl such as {@code jdbc:postgresql://host1,host2/database?targetServerType=preferSecondary}
     * @throws IllegalArgumentException if {@code jdbcUrl} does not begin with {@code jdbc:postgresql:}
     */
    public LoistDatabaseBuilder replicaUrl(String jdbcUrl) {
        settings.set(DatabaseSetting.REPLICA_URL, jdbcUrl);
        return this;
    }

    /**
     * Sets the address of the database. With a list of hosts, name {@code targetServerType=primary}, or the first host that answers
     * may be a standby, where every write fails.
     *
     * @param jdbcUrl such as {@code jdbc:postgresql://host:5432/database?sslmode=verify-full}; parameters of the PostgreSQL
     *     driver are passed on
     * @throws IllegalArgumentException if {@code jdbcUrl} is not a URL that the PostgreSQL driver understands
     */
    public LoistDatabaseBuilder jdbcUrl(String jdbcUrl) {
        settings.set(DatabaseSetting.URL, jdbcUrl);
        return this;
    }

    /**
     * Says what is between loist's own pool and the server; by default {@link Pooler#NONE}. With another value, loist keeps nothing in
     * a session: its time-outs are those of a transaction, and nothing is said at the start of a connection that a pooler refuses.
     * With {@link Pooler#TRANSACTION} it also prepares no statements. PgBouncer itself needs
     * {@code ignore_startup_parameters = extra_float_digits}, as for every program that uses the PostgreSQL driver.
     *
     * <p>A {@code DataSource} of the application is configured by the application: behind a pooler that shares connections, its URL
     * must contain {@code prepareThreshold=0}. A pooler that passes prepared statements on as they are is refused otherwise, with a
     * {@code DatabaseException} with the code {@code DATABASE_POOLED}, because programs behind it would receive each other's answers;
     * {@link Pooler#SESSION} says that it does not share connections.
     */
    public LoistDatabaseBuilder pooler(Pooler pooler) {
        settings.set(DatabaseSetting.POOLER, pooler.name().toLowerCase(Locale.ROOT));
        return this;
    }

    /** Sets the user to connect as; by default the one in the address. */
    public LoistDatabaseBuilder user(String user) {
        settings.set(DatabaseSetting.USER, user);
        return this;
    }

    /** Sets the user's password. */
    public LoistDatabaseBuilder password(String password) {
        Objects.requireNonNull(password, "password");
        return password(() -> password);
    }

    /** Sets the supplier of the user's password. It is called for each new connection, so that secrets may rotate. */
    public LoistDatabaseBuilder password(Supplier<String> password) {
        settings.password(password);
        return this;
    }

    /**
     * Reads settings from properties, such as an application's own configuration. The names correspond to the variables of
     * {@link #environment}, such as {@code loist.db.max-connections} for {@code DB_MAX_CONNECTIONS}. Properties whose names do not
     * begin with {@code loist.db.} and empty values are ignored.
     *
     * @throws IllegalArgumentException if a value is invalid, or an unknown name begins with {@code loist.db.}
     */
    public LoistDatabaseBuilder properties(Properties properties) {
        settings.properties(properties);
        return this;
    }

    /**
     * Reads settings from variables, usually {@code System.getenv()}: {@code DB_HOST}, {@code DB_PORT} and {@code DB_NAME}, or
     * {@code DB_URL}, or {@code DB_CONNECTION_NAME} and {@code DB_NAME}; {@code DB_REPLICA_URL}, {@code DB_USER}, {@code DB_PASSWORD},
     * {@code DB_SSL_MODE}, {@code DB_SSL_ROOT_CERT}, {@code DB_SSL_CERT}, {@code DB_SSL_KEY}, {@code DB_POOLER} ({@code none},
     * {@code session} or {@code transaction}), {@code DB_TARGET_SERVER_TYPE}, {@code DB_PREPARE_THRESHOLD}, {@code DB_IP_TYPES},
     * {@code DB_MIN_CONNECTIONS}, {@code DB_MAX_CONNECTIONS}, and in
     * milliseconds {@code DB_CONNECTION_TIMEOUT}, {@code DB_STATEMENT_TIMEOUT}, {@code DB_LOCK_TIMEOUT},
     * {@code DB_IDLE_TIMEOUT} (idle in a transaction) and {@code DB_LEAK_TIMEOUT}. Empty values and other variables are
     * ignored.
     *
     * <p>{@code DB_HOST} may be a list, such as {@code a:5432,b:5432}. Connections to other hosts than this machine use TLS and verify
     * the host name ({@code verify-full}), with the certificate authority in the file {@code DB_SSL_ROOT_CERT} or those that Java
     * trusts, unless {@code DB_SSL_MODE} says otherwise; {@code DB_SSL_CERT} and {@code DB_SSL_KEY} are the files of a client
     * certificate and its key (PKCS #8). These settings come before what a URL says about TLS. A URL to another host that says nothing, without
     * these settings, is used as the driver does, which may mean plain text; that is logged as a warning.
     * {@code DB_CONNECTION_NAME} is a Cloud SQL instance ({@code project:region:name}), reached through
     * {@code com.google.cloud.sql:postgres-socket-factory}, which the application must add as a dependency; without a password, IAM
     * authenticates the user.
     *
     * @throws IllegalArgumentException if a value is invalid
     */
    public LoistDatabaseBuilder environment(Map<String, String> environment) {
        settings.environment(environment);
        return this;
    }

    /**
     * Sets the maximum number of connections in the pool; by default {@value LoistDatabase#DEFAULT_POOL_SIZE}.
     *
     * @throws IllegalArgumentException if {@code poolSize} is not from 1 to 10,000
     */
    public LoistDatabaseBuilder poolSize(int poolSize) {
        settings.set(DatabaseSetting.MAX_CONNECTIONS, String.valueOf(poolSize));
        return this;
    }

    /**
     * Sets the number of connections that an idle pool keeps; by default 2, or the pool's size if that is 1.
     *
     * @throws IllegalArgumentException if {@code minimumPoolSize} is not from 0 to 10,000
     */
    public LoistDatabaseBuilder minimumPoolSize(int minimumPoolSize) {
        settings.set(DatabaseSetting.MIN_CONNECTIONS, String.valueOf(minimumPoolSize));
        return this;
    }

    /**
     * Sets the maximum wait for a connection; by default 10 seconds.
     *
     * @throws IllegalArgumentException if it is not from 250 milliseconds to one day
     */
    public LoistDatabaseBuilder connectionTimeout(Duration timeout) {
        return set(DatabaseSetting.CONNECTION_TIMEOUT, timeout);
    }

    /**
     * Sets the maximum duration of a statement; by default 30 seconds. Migrations may take longer.
     *
     * @throws IllegalArgumentException if it is not from one millisecond to one day
     */
    public LoistDatabaseBuilder statementTimeout(Duration timeout) {
        return set(DatabaseSetting.STATEMENT_TIMEOUT, timeout);
    }

    /**
     * Sets the maximum wait of a statement for a lock; by default 10 seconds.
     *
     * @throws IllegalArgumentException if it is not from one millisecond to one day
     */
    public LoistDatabaseBuilder lockTimeout(Duration timeout) {
        return set(DatabaseSetting.LOCK_TIMEOUT, timeout);
    }

    /**
     * Sets how long a transaction may be idle before the server ends it; by default 60 seconds.
     *
     * @throws IllegalArgumentException if it is not from one millisecond to one day
     */
    public LoistDatabaseBuilder idleInTransactionTimeout(Duration timeout) {
        return set(DatabaseSetting.IDLE_TIMEOUT, timeout);
    }

    /**
     * Sets how long a stream may be open before a warning is logged, with the stack trace of the call that opened it; by default 5
     * minutes. A stream keeps its connection until it is closed; other calls return their connection when they end.
     *
     * @throws IllegalArgumentException if it is not from 2 seconds to 5 minutes
     */
    public LoistDatabaseBuilder leakTimeout(Duration timeout) {
        return set(DatabaseSetting.LEAK_TIMEOUT, timeout);
    }

    /**
     * Sets the schema that loist's tables are in; by default {@value LoistDatabase#DEFAULT_SCHEMA}. {@link LoistDatabase#migrate}
     * creates it if it does not exist. In a schema with tables of the application, its own Flyway must have run before.
     *
     * @throws IllegalArgumentException if {@code schema} is not 1 to 63 characters of a-z, A-Z, 0-9 and '_', beginning with a
     *     letter or '_'
     */
    public LoistDatabaseBuilder schema(String schema) {
        this.schema = SchemaName.require(schema);
        return this;
    }

    /**
     * Sets the namespace; by default {@value LoistDatabase#DEFAULT_NAMESPACE}. Tracks of one namespace are
     * invisible to a {@code LoistDatabase} of another, also when duplicates are detected.
     *
     * @throws IllegalArgumentException if {@code namespace} is not 1 to 100 characters of a-z, A-Z, 0-9, '.', '_' and '-'
     */
    public LoistDatabaseBuilder namespace(String namespace) {
        this.namespace = Scope.requireNamespace(namespace);
        return this;
    }

    /**
     * Sets the time budget of a search; by default 2 seconds. After that time a search returns the hits it has found, marked as
     * truncated; suggestions are then fewer, without a mark. If it has found nothing until then, it throws a
     * {@code DatabaseException} with the code {@code SEARCH_TIMEOUT}, which is retryable: an empty result always means that nothing
     * matches. The time starts with the first statement: it includes neither the wait for a connection, which is up to
     * {@link #connectionTimeout}, nor the start of the pool.
     *
     * @throws IllegalArgumentException if it is less than one millisecond
     */
    public LoistDatabaseBuilder searchTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("searchTimeout must be at least 1 ms, but is " + timeout);
        }
        this.searchTimeout = timeout;
        return this;
    }

    /**
     * Sets what reads names that are not written in letters, such as {@link NameReaders#chinese} and {@link NameReaders#japanese}; by
     * default nothing. Names in letters, kana and Hangul are read without. Tracks that were saved without a reader are read by the next
     * {@link LoistDatabase#refreshSearch}; after a change of the readers or of their versions, call
     * {@link DatabaseAdmin#reindexSearch}.
     */
    public LoistDatabaseBuilder nameReaders(NameReader... readers) {
        this.nameReaders = List.of(readers);
        return this;
    }

    /**
     * Sets the observer of each call of this database's services, of {@link LoistDatabase#migrate} and of
     * {@link LoistDatabase#refreshSearch}, in the background, too. Without one, nothing is measured.
     */
    public LoistDatabaseBuilder observer(LoistObserver observer) {
        this.observer = Objects.requireNonNull(observer, "observer");
        return this;
    }

    /**
     * Measures loist's own pools, but no {@code DataSource} of the caller, as HikariCP does: connections in use, waits, time-outs.
     *
     * @param registry a {@code MeterRegistry} of Micrometer or a {@code MetricRegistry} of Dropwizard
     * @see com.zaxxer.hikari.HikariConfig#setMetricRegistry(Object)
     */
    public LoistDatabaseBuilder poolMetrics(Object registry) {
        settings.poolMetrics(registry);
        return this;
    }

    /**
     * Sets which tracks of the catalogue are one album; by default {@link AlbumIdentity#STANDARD}. All processes that write tracks should
     * have the same rule. After a change of the rule or of its version, call {@link DatabaseAdmin#reindexSearch}.
     */
    public LoistDatabaseBuilder albumIdentity(AlbumIdentity rule) {
        this.albumIdentity = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /**
     * Sets of how many days before today each play is kept; by default 90. Of earlier days {@link LoistDatabase#refreshSearch} keeps the
     * number of plays of each track by each listener, in all namespaces; from then on, plays of these days are refused. To record old
     * plays, such as those of another program, set more days first. Where processes differ, the fewest days count.
     *
     * @throws IllegalArgumentException if {@code days} is not from 1 to 36,500
     */
    public LoistDatabaseBuilder playDays(int days) {
        this.plays = plays.keptDays(days);
        return this;
    }

    /**
     * Makes {@link LoistDatabase#refreshSearch} compute the popularity of tracks from plays, in all namespaces, so that search ranks higher
     * what is played more; by default the host alone sets popularity. A play that was not skipped adds 1 to the popularity of its track,
     * and is worth half after each half-life. Tracks without plays keep the popularity that they have; of others, one that the host sets
     * lasts until the next time. A change of popularity by plays changes neither the version of a track nor when it was changed.
     *
     * @param halfLife from 1 day to 365 days; 30 days suit most libraries
     * @throws IllegalArgumentException if {@code halfLife} is out of that range
     */
    public LoistDatabaseBuilder popularityHalfLife(Duration halfLife) {
        this.plays = plays.halfLife(halfLife);
        return this;
    }

    /**
     * Returns a line for each setting of the pool that has a value, such as
     * {@code DB_MAX_CONNECTIONS = 20 (environment DB_MAX_CONNECTIONS)}: its name, value and source. Passwords are masked.
     */
    public String explain() {
        return settings.explain();
    }

    /**
     * Creates the database, without connecting to it.
     *
     * @throws IllegalStateException if neither connections, such as those of a {@code DataSource}, nor an address is set, or both, or
     *     the address is incomplete, or Google's connector is needed and missing, or the minimum size of the pool exceeds its maximum, or
     *     a replica does not go together with them
     */
    public LoistDatabase build() {
        ChosenConnections chosen = new ChosenConnections(settings, connections, replica);
        return new LoistDatabase(chosen.source(), chosen.replicaSource(), this);
    }

    private LoistDatabaseBuilder set(DatabaseSetting setting, Duration timeout) {
        // The server's unit is the millisecond, in which 0 would mean no time-out
        settings.set(setting, String.valueOf(timeout.toMillis()));
        return this;
    }

    Duration leakTimeout() {
        return Duration.ofMillis(settings.number(DatabaseSetting.LEAK_TIMEOUT));
    }

    String schema() {
        return schema;
    }

    String namespace() {
        return namespace;
    }

    @Nullable
    LoistObserver observer() {
        return observer;
    }

    AlbumIdentity albumIdentity() {
        return albumIdentity;
    }

    List<NameReader> nameReaders() {
        return nameReaders;
    }

    PlaySettings plays() {
        return plays;
    }

    Duration searchTimeout() {
        return searchTimeout;
    }
}
