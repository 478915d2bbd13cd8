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

    /** Each promotion begins another timeline; on it, a position may be passed without what was written before. */
    private static final Sql HAS_REPLAYED = Sql.of("""
            SELECT split_part(place, ':', 1) = split_part(:position, ':', 1)
              AND split_part(place, ':', 2)::pg_lsn >= split_part(:position, ':', 2)::pg_lsn
            FROM (%s) AS server(place)
            """.formatted(Replica.POSITION));

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

    /** Waits before the transaction begins, whose snapshot may be that of its first statement. */
    Optional<ReadOnlyTransaction> begin(@Nullable LeakWatch watch) throws SQLException {
        Connections connections = replica.connections();
        return answered(() -> {
            Connection connection = connections.acquire();
            boolean hasReplayed = false;
            try {
                hasReplayed = hasReplayed(connection);
            } finally {
                if (!hasReplayed) {
                    connections.release(connection);
                }
            }
            return hasReplayed
                    ? Optional.of(ReadOnlyTransaction.begin(connections, connection, watch))
                    : Optional.empty();
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
