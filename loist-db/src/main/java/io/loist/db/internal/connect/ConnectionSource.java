package io.loist.db.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.loist.db.internal.jdbc.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Supplies connections: from loist's own pool, which is closed with it, or from the caller's {@code DataSource}. */
public final class ConnectionSource implements AutoCloseable {

    private final DataSource forCalls;
    private final Supplier<DataSource> forMigrations;
    private final @Nullable HikariDataSource own;

    private ConnectionSource(DataSource forCalls, Supplier<DataSource> forMigrations, @Nullable HikariDataSource own) {
        this.forCalls = forCalls;
        this.forMigrations = forMigrations;
        this.own = own;
    }

    public static ConnectionSource of(DataSource dataSource) {
        return new ConnectionSource(dataSource, () -> dataSource, null);
    }

    public static ConnectionSource pooled(PoolSettings settings) {
        HikariDataSource pool = settings.pool();
        // A migration may take longer than any statement of a call may, and needs two connections at once
        return new ConnectionSource(pool, settings::unpooled, pool);
    }

    /** Opens the connections that loist's own pool keeps when idle; one of a {@code DataSource} of the caller. */
    public void open() {
        int count = own == null ? 1 : Math.max(1, own.getMinimumIdle());
        List<Connection> opened = new ArrayList<>();
        try {
            while (opened.size() < count) {
                opened.add(forCalls.getConnection());
            }
            for (Connection connection : opened) {
                connection.close();
            }
        } catch (SQLException e) {
            throw SqlErrors.translate("open its connections", e);
        }
    }

    public DataSource forCalls() {
        return forCalls;
    }

    public Supplier<DataSource> forMigrations() {
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
        if (forCalls instanceof HikariDataSource pool && pool.getHikariPoolMXBean() != null && !pool.isClosed()) {
            HikariPoolMXBean state = pool.getHikariPoolMXBean();
            return new PoolState(
                    state.getActiveConnections(),
                    state.getIdleConnections(),
                    state.getThreadsAwaitingConnection(),
                    pool.getMaximumPoolSize());
        }
        return null;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
