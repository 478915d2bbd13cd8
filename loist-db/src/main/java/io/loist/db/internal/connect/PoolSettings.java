package io.loist.db.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.loist.db.internal.jdbc.SqlErrors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

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

    private final DatabaseSettings settings;
    private final DatabaseAddress address;
    private final long max;
    private final long min;

    public PoolSettings(DatabaseSettings settings) {
        this.settings = settings;
        this.address = DatabaseAddress.of(settings);
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
        HikariDataSource pool = new Pool();
        pool.setPoolName("loist");
        pool.setJdbcUrl(address.url());
        pool.setMaximumPoolSize((int) max);
        pool.setMinimumIdle((int) min);
        pool.setConnectionTimeout(settings.number(DatabaseSetting.CONNECTION_TIMEOUT));
        pool.setInitializationFailTimeout(-1);
        pool.setMaxLifetime(MAX_LIFETIME.toMillis());
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setConnectionInitSql("SET statement_timeout = " + settings.number(DatabaseSetting.STATEMENT_TIMEOUT)
                + "; SET lock_timeout = " + settings.number(DatabaseSetting.LOCK_TIMEOUT)
                + "; SET idle_in_transaction_session_timeout = " + settings.number(DatabaseSetting.IDLE_TIMEOUT));
        long statementSeconds = TimeUnit.MILLISECONDS.toSeconds(settings.number(DatabaseSetting.STATEMENT_TIMEOUT));
        pool.addDataSourceProperty("ApplicationName", "loist");
        pool.addDataSourceProperty("connectTimeout", connectSeconds());
        pool.addDataSourceProperty("socketTimeout", statementSeconds + SILENCE.toSeconds());
        pool.addDataSourceProperty("tcpKeepAlive", true);
        // Details of refused rows would put tracks' content into exceptions
        pool.addDataSourceProperty("logServerErrorDetail", false);
        address.properties().forEach(pool::addDataSourceProperty);
        return pool;
    }

    /** Creates a source of unpooled connections without a statement time-out. */
    DataSource unpooled() {
        PGSimpleDataSource unpooled = new PGSimpleDataSource();
        unpooled.setUrl(address.url());
        String user = settings.text(DatabaseSetting.USER);
        if (user != null) {
            unpooled.setUser(user);
        }
        unpooled.setPassword(currentPassword());
        unpooled.setApplicationName("loist");
        unpooled.setConnectTimeout(connectSeconds());
        unpooled.setLoginTimeout(connectSeconds());
        unpooled.setTcpKeepAlive(true);
        try {
            for (Map.Entry<String, String> property : address.properties().entrySet()) {
                unpooled.setProperty(property.getKey(), property.getValue());
            }
        } catch (SQLException e) {
            throw SqlErrors.translate("be addressed", e);
        }
        return unpooled;
    }

    private int connectSeconds() {
        return (int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(settings.number(DatabaseSetting.CONNECTION_TIMEOUT)));
    }

    private @Nullable String currentPassword() {
        Supplier<String> password = settings.password();
        return password == null ? null : password.get();
    }

    /** Reads the password anew for each connection; HikariCP 6 has no provider to set for that. */
    private final class Pool extends HikariDataSource {

        @Override
        public Credentials getCredentials() {
            return new Credentials(settings.text(DatabaseSetting.USER), currentPassword());
        }
    }
}
