package io.loist.db.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.loist.db.DatabaseHealth;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where connections come from: loist's own pool, which is closed with it, or the caller's {@code DataSource}. */
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

    public DataSource forCalls() {
        return forCalls;
    }

    public Supplier<DataSource> forMigrations() {
        return forMigrations;
    }

    /** Returns how the pool is, loist's own or the caller's, by HikariCP's own count; null if there is none yet. */
    public DatabaseHealth.@Nullable Pool pool() {
        if (forCalls instanceof HikariDataSource pool && pool.getHikariPoolMXBean() != null && !pool.isClosed()) {
            HikariPoolMXBean state = pool.getHikariPoolMXBean();
            return new DatabaseHealth.Pool(
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
