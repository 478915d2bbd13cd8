package io.loist.db.internal.jdbc;

import io.loist.internal.Backoff;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a replica. An empty answer says that the primary is to be asked: the replica cannot be used, or is behind.
 *
 * @param replica where to read
 * @param position what must have been replayed there, null for nothing
 * @param maxWait how long to wait for it
 */
record ReplicaReads(Replica replica, @Nullable String position, Duration maxWait) {

    private static final Backoff.Delays DELAYS = new Backoff.Delays(Duration.ofMillis(10), Duration.ofMillis(100));

    /** A server that was promoted, or is the only one of a list, is no standby. */
    private static final Sql HAS_REPLAYED = Sql.of("""
            SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END >= :position::pg_lsn
            """);

    <T> Optional<T> read(Attempt<T> attempt, Jdbc.Work<T> work) throws SQLException {
        return answered(() -> attempt.on(
                replica.connections(),
                connection -> hasReplayed(connection) ? Optional.of(work.on(connection)) : Optional.empty()));
    }

    /** One attempt to read on a connection of a source. */
    @FunctionalInterface
    interface Attempt<T> {
        Optional<T> on(Connections source, Jdbc.Work<Optional<T>> work) throws SQLException;
    }

    Optional<ReadOnlyTransaction> begin(@Nullable LeakWatch watch) throws SQLException {
        return answered(() -> {
            ReadOnlyTransaction reading = ReadOnlyTransaction.begin(replica.connections(), watch);
            try {
                if (hasReplayed(reading.connection())) {
                    return Optional.of(reading);
                }
            } catch (SQLException | RuntimeException | Error e) {
                try (reading) {
                    throw e;
                }
            }
            reading.close();
            return Optional.empty();
        });
    }

    private <T> Optional<T> answered(Answer<T> answer) throws SQLException {
        if (!replica.isUsable()) {
            return Optional.empty();
        }
        try {
            Optional<T> answered = answer.of();
            replica.worked();
            return answered;
        } catch (SQLException e) {
            if (!replica.isToBeLeftOut(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean hasReplayed(Connection connection) throws SQLException {
        if (position == null) {
            return true;
        }
        Sql sql = HAS_REPLAYED.with("position", position);
        Backoff backoff = DELAYS.start(maxWait);
        while (!Jdbc.query(connection, sql, row -> row.getBoolean(1)).get(0)) {
            if (!backoff.awaitUnlessInterrupted()) {
                return false;
            }
        }
        return true;
    }

    @FunctionalInterface
    private interface Answer<T> {
        Optional<T> of() throws SQLException;
    }
}
