package io.loist.db.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.loist.db.internal.jdbc.Connections;
import io.loist.db.internal.jdbc.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Supplies connections: from loist's own pool, which is closed with it, or from the host. */
public final class ConnectionSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSource.class);

    private final Connections forCalls;
    private final Supplier<Connections> forMigrations;
    private final @Nullable DataSource pool;
    private final boolean own;

    private ConnectionSource(
            Connections forCalls, Supplier<Connections> forMigrations, @Nullable DataSource pool, boolean own) {
        this.forCalls = forCalls;
        this.forMigrations = forMigrations;
        this.pool = pool;
        this.own = own;
    }

    /**
     * Supplies the host's connections.
     *
     * @param pool where they are from, if known
     */
    public static ConnectionSource of(Connections connections, @Nullable DataSource pool, DatabaseSettings settings) {
        Connections checked = checked(connections, settings);
        return new ConnectionSource(checked, () -> checked, pool, false);
    }

    /** Supplies connections of loist's own pool. */
    public static ConnectionSource pooled(DatabaseSettings values) {
        PoolSettings settings = new PoolSettings(values);
        HikariDataSource pool = settings.pool();
        // A migration may take longer than any statement of a call may
        return new ConnectionSource(
                checked(Connections.limited(pool, settings.limits()), values),
                () -> checked(Connections.of(settings.unpooled()), values),
                pool,
                true);
    }

    static Connections checked(Connections connections, DatabaseSettings settings) {
        return "session".equals(settings.text(DatabaseSetting.POOLER)) ? connections : new PoolerCheck(connections);
    }

    /** Opens the connections that loist's own pool keeps when idle; one of the host's. */
    public void open() {
        int count = own && pool instanceof HikariDataSource hikari ? Math.max(1, hikari.getMinimumIdle()) : 1;
        List<Connection> opened = new ArrayList<>();
        try {
            while (opened.size() < count) {
                opened.add(forCalls.acquire());
            }
        } catch (SQLException e) {
            throw SqlErrors.translate("open its connections", e);
        } finally {
            opened.forEach(this::release);
        }
    }

    private void release(Connection connection) {
        try {
            forCalls.release(connection);
        } catch (SQLException e) {
            LOG.debug("A connection could not be released", e);
        }
    }

    public Connections forCalls() {
        return forCalls;
    }

    public Supplier<Connections> forMigrations() {
        return forMigrations;
    }

    /**
     * The connections of a pool.
     *
     * @param active number of connections in use
     * @param idle number of connections not in use
     * @param waiting number of threads that wait for a connection
     * @param size maximum number of connections
     */
    public record PoolState(int active, int idle, int waiting, int size) {}

    /** Returns the state of the pool, loist's own or the caller's, as HikariCP counts it; null if there is none yet. */
    public @Nullable PoolState pool() {
        if (pool instanceof HikariDataSource hikari && hikari.getHikariPoolMXBean() != null && !hikari.isClosed()) {
            HikariPoolMXBean state = hikari.getHikariPoolMXBean();
            return new PoolState(
                    state.getActiveConnections(),
                    state.getIdleConnections(),
                    state.getThreadsAwaitingConnection(),
                    hikari.getMaximumPoolSize());
        }
        return null;
    }

    @Override
    public void close() {
        if (own && pool instanceof HikariDataSource hikari) {
            hikari.close();
        }
    }
}
