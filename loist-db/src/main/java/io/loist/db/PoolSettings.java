package io.loist.db;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** What loist's own pool is made from. */
final class PoolSettings {

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final Duration SHORTEST_CONNECTION_TIMEOUT = Duration.ofMillis(250);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    /** Below the ten minutes after which load balancers and firewalls drop quiet connections. */
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(9);

    /** How much longer than a statement the network may be silent before a connection counts as dead. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private @Nullable String url;
    private @Nullable String user;
    private @Nullable Supplier<String> password;
    private int size = LoistDatabase.DEFAULT_POOL_SIZE;
    private Duration connectionTimeout = LoistDatabase.DEFAULT_CONNECTION_TIMEOUT;
    private Duration statementTimeout = LoistDatabase.DEFAULT_STATEMENT_TIMEOUT;
    private Duration lockTimeout = LoistDatabase.DEFAULT_LOCK_TIMEOUT;
    private Duration idleInTransactionTimeout = LoistDatabase.DEFAULT_IDLE_IN_TRANSACTION_TIMEOUT;

    void url(String url) {
        if (!url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException("jdbcUrl must begin with " + POSTGRES);
        }
        this.url = url;
    }

    boolean hasUrl() {
        return url != null;
    }

    void user(String user) {
        this.user = Objects.requireNonNull(user, "user");
    }

    void password(Supplier<String> password) {
        this.password = Objects.requireNonNull(password, "password");
    }

    void size(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("poolSize must be at least 1, but is " + size);
        }
        this.size = size;
    }

    void connectionTimeout(Duration timeout) {
        this.connectionTimeout = atLeast(SHORTEST_CONNECTION_TIMEOUT, "connectionTimeout", timeout);
    }

    void statementTimeout(Duration timeout) {
        this.statementTimeout = atLeast(SHORTEST_TIMEOUT, "statementTimeout", timeout);
    }

    void lockTimeout(Duration timeout) {
        this.lockTimeout = atLeast(SHORTEST_TIMEOUT, "lockTimeout", timeout);
    }

    void idleInTransactionTimeout(Duration timeout) {
        this.idleInTransactionTimeout = atLeast(SHORTEST_TIMEOUT, "idleInTransactionTimeout", timeout);
    }

    /** Returns a pool that connects when it is first asked for a connection. */
    HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("loist");
        pool.setJdbcUrl(url);
        pool.setCredentialsProvider(() -> new Credentials(user, currentPassword()));
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(connectionTimeout.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setMaxLifetime(MAX_LIFETIME.toMillis());
        pool.setConnectionInitSql("SET statement_timeout = " + statementTimeout.toMillis()
                + "; SET lock_timeout = " + lockTimeout.toMillis()
                + "; SET idle_in_transaction_session_timeout = " + idleInTransactionTimeout.toMillis());
        pool.addDataSourceProperty("ApplicationName", "loist");
        pool.addDataSourceProperty("connectTimeout", connectSeconds());
        pool.addDataSourceProperty(
                "socketTimeout", statementTimeout.plus(SILENCE).toSeconds());
        pool.addDataSourceProperty("tcpKeepAlive", true);
        // Details of refused rows would put tracks' content into exceptions
        pool.addDataSourceProperty("logServerErrorDetail", false);
        return pool;
    }

    /** Returns single connections that are not pooled and whose statements may take their time. */
    DataSource unpooled() {
        PGSimpleDataSource unpooled = new PGSimpleDataSource();
        unpooled.setUrl(Objects.requireNonNull(url, "url"));
        if (user != null) {
            unpooled.setUser(user);
        }
        unpooled.setPassword(currentPassword());
        unpooled.setApplicationName("loist");
        unpooled.setConnectTimeout(connectSeconds());
        unpooled.setLoginTimeout(connectSeconds());
        unpooled.setTcpKeepAlive(true);
        return unpooled;
    }

    private int connectSeconds() {
        return (int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(connectionTimeout.toMillis()));
    }

    private @Nullable String currentPassword() {
        return password == null ? null : password.get();
    }

    private static Duration atLeast(Duration least, String what, Duration timeout) {
        if (timeout.compareTo(least) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    what + " must be from " + least.toMillis() + " ms to one day, but is " + timeout);
        }
        return timeout;
    }
}
