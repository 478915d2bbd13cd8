package io.loist.db.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import io.loist.db.internal.jdbc.Connections;
import io.loist.db.internal.jdbc.Replica;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A replica, with loist's own pool on it or with the host's {@code DataSource}.
 *
 * @param replica where to read
 * @param own loist's own pool, to be closed; null if the host's is used
 */
public record ReplicaSource(Replica replica, @Nullable HikariDataSource own) implements AutoCloseable {

    public static ReplicaSource of(DataSource dataSource, DatabaseSettings settings) {
        return new ReplicaSource(new Replica(ConnectionSource.checked(Connections.of(dataSource), settings)), null);
    }

    /** Returns the replica in the settings, or null if there is none. */
    public static @Nullable ReplicaSource pooled(DatabaseSettings settings) {
        PoolSettings replica = PoolSettings.ofReplica(settings);
        if (replica == null) {
            return null;
        }
        HikariDataSource pool = replica.pool();
        Connections connections = Connections.limited(pool, replica.limits());
        return new ReplicaSource(new Replica(ConnectionSource.checked(connections, settings)), pool);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
