package io.loist.db.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import io.loist.db.internal.jdbc.Sql;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Creates loist's own pool, and unpooled connections for migrations, from settings. */
public final class PoolSettings {

    /** Below the ten minutes after which load balancers and firewalls drop quiet connections. */
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(9);

    /** Maximum idle time of a connection beyond the minimum pool size. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** Added to the statement time-out to get the socket time-out, after which a connection counts as dead. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** Default minimum number of idle connections. */
    private static final long DEFAULT_MIN = 2;

    private static final String LIMITS = """
            SELECT set_config('statement_timeout', :statement, true), set_config('lock_timeout', :lock, true),
                   set_config('idle_in_transaction_session_timeout', :idle, true)
            """;

    private final DatabaseSettings settings;
    private final DatabaseAddress address;
    private final String poolName;
    private final long max;
    private final long min;

    public PoolSettings(DatabaseSettings settings) {
        this(settings, DatabaseAddress.of(settings), "loist");
    }

    /** Returns the settings of a pool on the replica, or null if there is none. */
    public static @Nullable PoolSettings ofReplica(DatabaseSettings settings) {
        DatabaseAddress replica = DatabaseAddress.ofReplica(settings);
        return replica == null ? null : new PoolSettings(settings, replica, "loist-replica");
    }

    private PoolSettings(DatabaseSettings settings, DatabaseAddress address, String poolName) {
        this.settings = settings;
        this.address = address;
        this.poolName = poolName;
        this.max = settings.number(DatabaseSetting.MAX_CONNECTIONS);
        this.min = settings.text(DatabaseSetting.MIN_CONNECTIONS) == null
                ? Math.min(DEFAULT_MIN, max)
                : settings.number(DatabaseSetting.MIN_CONNECTIONS);
        if (min > max) {
            throw new IllegalStateException("The pool must not keep more connections than its maximum, but "
                    + DatabaseSetting.MIN_CONNECTIONS.environmentName() + " is " + min + " and "
                    + DatabaseSetting.MAX_CONNECTIONS.environmentName() + " is " + max);
        }
    }

    /** Creates a pool, which connects when a connection is first requested. */
    public HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(poolName);
        pool.setDataSource(new DriverConnections(address, pooled(), settings.password()));
        pool.setMaximumPoolSize((int) max);
        pool.setMinimumIdle((int) min);
        pool.setConnectionTimeout(settings.number(DatabaseSetting.CONNECTION_TIMEOUT));
        pool.setInitializationFailTimeout(-1);
        pool.setMaxLifetime(MAX_LIFETIME.toMillis());
        pool.setIdleTimeout(IDLE.toMillis());
        if (settings.poolMetrics() != null) {
            pool.setMetricRegistry(settings.poolMetrics());
        }
        return pool;
    }

    /** Creates a source of unpooled connections without a statement time-out. */
    DataSource unpooled() {
        return new DriverConnections(address, common(), settings.password());
    }

    /**
     * Returns what limits the time of each transaction; null if the sessions limit it: they are loist's own, unless a pooler lends
     * them to other clients, too.
     */
    @Nullable
    Sql limits() {
        return isPooled()
                ? Sql.of(LIMITS)
                        .with("statement", settings.text(DatabaseSetting.STATEMENT_TIMEOUT))
                        .with("lock", settings.text(DatabaseSetting.LOCK_TIMEOUT))
                        .with("idle", settings.text(DatabaseSetting.IDLE_TIMEOUT))
                : null;
    }

    private boolean isPooled() {
        return !"none".equals(settings.text(DatabaseSetting.POOLER));
    }

    /** Returns the driver's properties of pooled connections. */
    public Properties pooled() {
        Properties pooled = common();
        long statementSeconds = TimeUnit.MILLISECONDS.toSeconds(settings.number(DatabaseSetting.STATEMENT_TIMEOUT));
        pooled.putIfAbsent("socketTimeout", String.valueOf(statementSeconds + SILENCE.toSeconds()));
        if (isPooled()) {
            // For single statements, which have no transaction to limit
            pooled.putIfAbsent("queryTimeout", String.valueOf(Math.max(1, statementSeconds)));
        } else {
            pooled.setProperty(
                    "options",
                    (pooled.getProperty("options", "") + " -c statement_timeout="
                                    + settings.number(DatabaseSetting.STATEMENT_TIMEOUT) + " -c lock_timeout="
                                    + settings.number(DatabaseSetting.LOCK_TIMEOUT)
                                    + " -c idle_in_transaction_session_timeout="
                                    + settings.number(DatabaseSetting.IDLE_TIMEOUT))
                            .strip());
        }
        return pooled;
    }

    private Properties common() {
        Properties common = new Properties();
        common.setProperty("ApplicationName", "loist");
        // Older ones are not supported: the driver need not set in the session what it may say when it connects
        common.setProperty("assumeMinServerVersion", "13");
        common.setProperty("connectTimeout", connectSeconds());
        common.setProperty("loginTimeout", connectSeconds());
        common.setProperty("tcpKeepAlive", "true");
        // Details of refused rows would put tracks' content into exceptions
        common.setProperty("logServerErrorDetail", "false");
        address.properties().forEach(common::setProperty);
        if ("transaction".equals(settings.text(DatabaseSetting.POOLER))) {
            common.setProperty("prepareThreshold", "0");
        }
        String user = settings.text(DatabaseSetting.USER);
        if (user != null) {
            common.setProperty("user", user);
        }
        return common;
    }

    private String connectSeconds() {
        return String.valueOf(
                Math.max(1, TimeUnit.MILLISECONDS.toSeconds(settings.number(DatabaseSetting.CONNECTION_TIMEOUT))));
    }
}
