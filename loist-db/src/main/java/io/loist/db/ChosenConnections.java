package io.loist.db;

import io.loist.db.internal.connect.ConnectionSource;
import io.loist.db.internal.connect.DatabaseSetting;
import io.loist.db.internal.connect.DatabaseSettings;
import io.loist.db.internal.connect.ReplicaSource;
import io.loist.db.internal.jdbc.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a {@link LoistDatabaseBuilder} was told about connections: those of the host, or settings with an address. */
record ChosenConnections(
        DatabaseSettings settings,
        @Nullable ConnectionProvider host,
        @Nullable DataSource replica) {

    ConnectionSource source() {
        if ((host == null) != settings.hasAddress()) {
            throw new IllegalStateException(
                    "a LoistDatabase needs either a dataSource or an address, such as a jdbcUrl, but has "
                            + (host == null ? "neither" : "both"));
        }
        if (host == null) {
            return ConnectionSource.pooled(settings);
        }
        return host instanceof DataSourceConnections own
                ? ConnectionSource.of(own.connections(), own.dataSource(), settings)
                : ConnectionSource.of(new ProvidedConnections(host), null, settings);
    }

    @Nullable
    ReplicaSource replicaSource() {
        if (host != null && settings.has(DatabaseSetting.REPLICA_URL)) {
            throw new IllegalStateException(
                    "a replicaUrl, or DB_REPLICA_URL, goes together with an address of the database;"
                            + " beside a dataSource(…) give the replica as replica(…)");
        }
        if (replica == null) {
            return ReplicaSource.pooled(settings);
        }
        if (!(host instanceof DataSourceConnections)) {
            throw new IllegalStateException(
                    "a replica(…) goes together with a dataSource(…); beside an address use replicaUrl(…),"
                            + " and let a ConnectionProvider of your own choose the server, which knows your transactions");
        }
        return ReplicaSource.of(replica, settings);
    }

    /** The connections of a host's own provider. */
    private record ProvidedConnections(ConnectionProvider provider) implements Connections {

        @Override
        public Connection acquire() throws SQLException {
            return provider.acquire();
        }

        @Override
        public void release(Connection connection) throws SQLException {
            provider.release(connection);
        }

        @Override
        public boolean inTransaction(Connection connection) throws SQLException {
            return provider.inTransaction(connection);
        }
    }
}
