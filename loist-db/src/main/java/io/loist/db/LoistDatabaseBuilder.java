package io.loist.db;

import io.loist.db.internal.connect.ConnectionSource;
import io.loist.db.internal.connect.DatabaseSetting;
import io.loist.db.internal.connect.DatabaseSettings;
import io.loist.db.internal.connect.PoolSettings;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LoistDatabase}: on the caller's {@link #dataSource}, or with a pool of its own (HikariCP) on an address.
 *
 * <p>A value set here counts before one in {@link #properties}, that one before one in the {@link #environment}, and that one
 * before the default; {@link #explain} shows the result. Nothing is read that was not handed in. Not safe for use by several
 * threads at once.
 */
public final class LoistDatabaseBuilder {

    private final DatabaseSettings settings = new DatabaseSettings();
    private @Nullable DataSource dataSource;
    private @Nullable String schema;
    private String namespace = LoistDatabase.DEFAULT_NAMESPACE;
    private Duration searchTimeout = LoistDatabase.DEFAULT_SEARCH_TIMEOUT;

    LoistDatabaseBuilder() {}

    /** Uses the caller's own {@code DataSource}, which loist never closes. Settings of the pool do not apply to it. */
    public LoistDatabaseBuilder dataSource(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        return this;
    }

    /**
     * Connects to this address.
     *
     * @param jdbcUrl such as {@code jdbc:postgresql://host:5432/database?sslmode=verify-full}; parameters of the PostgreSQL
     *     driver are passed on
     * @throws IllegalArgumentException if {@code jdbcUrl} does not begin with {@code jdbc:postgresql:}
     */
    public LoistDatabaseBuilder jdbcUrl(String jdbcUrl) {
        settings.set(DatabaseSetting.URL, jdbcUrl);
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

    /** Sets where the user's password comes from. It is asked for each new connection, so that secrets may rotate. */
    public LoistDatabaseBuilder password(Supplier<String> password) {
        settings.password(password);
        return this;
    }

    /**
     * Takes settings from properties, such as an application's own configuration. They have the names of the
     * {@link #environment}'s variables, written like {@code loist.db.max-connections} for {@code DB_MAX_CONNECTIONS}. Names
     * that do not begin with {@code loist.db.} are somebody else's; empty values count as none.
     *
     * @throws IllegalArgumentException if one of them is not allowed, or begins with {@code loist.db.} and does not exist
     */
    public LoistDatabaseBuilder properties(Properties properties) {
        settings.properties(properties);
        return this;
    }

    /**
     * Takes settings from variables, mostly {@code System.getenv()}: {@code DB_HOST}, {@code DB_PORT} and {@code DB_NAME}, or
     * {@code DB_URL}, or {@code DB_CONNECTION_NAME} and {@code DB_NAME}; {@code DB_USER}, {@code DB_PASSWORD},
     * {@code DB_SSL_MODE}, {@code DB_SSL_ROOT_CERT}, {@code DB_MIN_CONNECTIONS}, {@code DB_MAX_CONNECTIONS}, and in
     * milliseconds {@code DB_CONNECTION_TIMEOUT}, {@code DB_STATEMENT_TIMEOUT}, {@code DB_LOCK_TIMEOUT},
     * {@code DB_IDLE_TIMEOUT} (idle in a transaction) and {@code DB_LEAK_TIMEOUT}. Empty ones count as none, others are left
     * alone.
     *
     * <p>Another host than this machine is connected to with TLS, and must prove its name ({@code verify-full}) by the
     * certificate authority in the file {@code DB_SSL_ROOT_CERT} or by those that Java trusts, unless {@code DB_SSL_MODE}
     * says otherwise. {@code DB_CONNECTION_NAME} is a Cloud SQL instance ({@code project:region:name}), reached through
     * {@code com.google.cloud.sql:postgres-socket-factory}, which the application must bring; without a password by IAM.
     *
     * @throws IllegalArgumentException if one of them is not allowed
     */
    public LoistDatabaseBuilder environment(Map<String, String> environment) {
        settings.environment(environment);
        return this;
    }

    /**
     * Sets how many connections the pool has at most; by default {@value LoistDatabase#DEFAULT_POOL_SIZE}.
     *
     * @throws IllegalArgumentException if {@code poolSize} is not from 1 to 10,000
     */
    public LoistDatabaseBuilder poolSize(int poolSize) {
        settings.set(DatabaseSetting.MAX_CONNECTIONS, String.valueOf(poolSize));
        return this;
    }

    /**
     * Sets how many connections the pool keeps when there is nothing to do; by default 2, or the pool's size if that is 1.
     *
     * @throws IllegalArgumentException if {@code minimumPoolSize} is not from 0 to 10,000
     */
    public LoistDatabaseBuilder minimumPoolSize(int minimumPoolSize) {
        settings.set(DatabaseSetting.MIN_CONNECTIONS, String.valueOf(minimumPoolSize));
        return this;
    }

    /**
     * Sets how long a call waits for a connection; by default 10 seconds.
     *
     * @throws IllegalArgumentException if it is not from 250 milliseconds to one day
     */
    public LoistDatabaseBuilder connectionTimeout(Duration timeout) {
        return set(DatabaseSetting.CONNECTION_TIMEOUT, timeout);
    }

    /**
     * Sets how long a statement may take; by default 30 seconds. Migrations may take longer.
     *
     * @throws IllegalArgumentException if it is not from one millisecond to one day
     */
    public LoistDatabaseBuilder statementTimeout(Duration timeout) {
        return set(DatabaseSetting.STATEMENT_TIMEOUT, timeout);
    }

    /**
     * Sets how long a statement waits for a lock; by default 10 seconds.
     *
     * @throws IllegalArgumentException if it is not from one millisecond to one day
     */
    public LoistDatabaseBuilder lockTimeout(Duration timeout) {
        return set(DatabaseSetting.LOCK_TIMEOUT, timeout);
    }

    /**
     * Sets how long a transaction may stand idle before the server ends it; by default 60 seconds.
     *
     * @throws IllegalArgumentException if it is not from one millisecond to one day
     */
    public LoistDatabaseBuilder idleInTransactionTimeout(Duration timeout) {
        return set(DatabaseSetting.IDLE_TIMEOUT, timeout);
    }

    /**
     * Sets how long a stream, which keeps a connection, may be open before a warning in the log, with the stack trace of who
     * opened it; by default 5 minutes. Everything else gives its connection back when the call ends.
     *
     * @throws IllegalArgumentException if it is not from 2 seconds to 5 minutes
     */
    public LoistDatabaseBuilder leakTimeout(Duration timeout) {
        return set(DatabaseSetting.LEAK_TIMEOUT, timeout);
    }

    /**
     * Sets the schema that loist's tables are in; {@link LoistDatabase#migrate} creates it if there is none. By default the
     * first one on the connection's search path, which is mostly {@code public}.
     *
     * @throws IllegalArgumentException if {@code schema} is not 1 to 63 characters of a-z, A-Z, 0-9 and '_', beginning with a
     *     letter or '_'
     */
    public LoistDatabaseBuilder schema(String schema) {
        this.schema = SchemaName.require(schema);
        return this;
    }

    /**
     * Sets the namespace; by default {@value LoistDatabase#DEFAULT_NAMESPACE}. What is saved in one namespace does not exist
     * for a {@code LoistDatabase} of another, not even as a duplicate.
     *
     * @throws IllegalArgumentException if {@code namespace} is not 1 to 100 characters of a-z, A-Z, 0-9, '.', '_' and '-'
     */
    public LoistDatabaseBuilder namespace(String namespace) {
        this.namespace = Scope.requireNamespace(namespace);
        return this;
    }

    /**
     * Sets how long a search looks for more; by default 2 seconds. When the time is over it returns what it has, and says that
     * it is truncated; suggestions are fewer then, and do not say so. The time begins with the call, so that what passes before
     * there is a connection counts: from a busy pool come truncated results, even without hits. A call may wait longer than this,
     * {@link #connectionTimeout} says how long.
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
     * Returns a line for each setting of the pool that has a value, such as
     * {@code DB_MAX_CONNECTIONS = 20 (environment DB_MAX_CONNECTIONS)}: its name, the value, and where that comes from. Passwords
     * are masked.
     */
    public String explain() {
        return settings.explain();
    }

    /**
     * Returns the database, without connecting to it.
     *
     * @throws IllegalStateException if there is neither a {@code DataSource} nor an address, or both, or the address is not
     *     whole, or needs Google's connector and that is missing, or the pool would keep more connections than it may have
     */
    public LoistDatabase build() {
        if ((dataSource == null) != settings.hasAddress()) {
            throw new IllegalStateException(
                    "a LoistDatabase needs either a dataSource or an address, such as a jdbcUrl, but has "
                            + (dataSource == null ? "neither" : "both"));
        }
        ConnectionSource connections = dataSource == null
                ? ConnectionSource.pooled(new PoolSettings(settings))
                : ConnectionSource.of(dataSource);
        return new LoistDatabase(connections, this);
    }

    private LoistDatabaseBuilder set(DatabaseSetting setting, Duration timeout) {
        // Less than a millisecond is less than the server can tell from none at all
        settings.set(setting, String.valueOf(timeout.toMillis()));
        return this;
    }

    Duration leakTimeout() {
        return Duration.ofMillis(settings.number(DatabaseSetting.LEAK_TIMEOUT));
    }

    @Nullable
    String schema() {
        return schema;
    }

    String namespace() {
        return namespace;
    }

    Duration searchTimeout() {
        return searchTimeout;
    }
}
