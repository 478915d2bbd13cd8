package io.loist.db.internal.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A second source of connections, for reads alone. While it fails, reads use the primary. Safe for use by several threads. */
public final class Replica {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    /** How long a replica that cannot be reached is left alone: each attempt may take as long as connecting may. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /**
     * Returns the timeline, and how far it has been written or, on a standby, replayed. A server that was promoted, or is the only one of a
     * list, is no standby. A standby tells what it knows: without the right to see the receiver, a new timeline at its next restart point.
     */
    public static final String POSITION = """
            SELECT CASE WHEN pg_is_in_recovery()
              THEN (
                SELECT greatest(past.timeline_id, recovery.min_recovery_end_timeline, receiver.received_tli)
                FROM pg_control_checkpoint() AS past
                CROSS JOIN pg_control_recovery() AS recovery
                LEFT JOIN pg_stat_wal_receiver AS receiver ON true) || ':' || pg_last_wal_replay_lsn()
              ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::integer
                || ':' || pg_current_wal_insert_lsn() END""";

    private final Connections connections;
    private final LongSupplier nanos;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    public Replica(Connections connections) {
        this(connections, System::nanoTime);
    }

    Replica(Connections connections, LongSupplier nanos) {
        this.connections = connections;
        this.nanos = nanos;
    }

    private record Failure(String message, long until) {}

    private Failure now(String message) {
        return new Failure(message, nanos.getAsLong() + PAUSE.toNanos());
    }

    Connections connections() {
        return connections;
    }

    /** Returns whether to try it. After the pause one call tries it for all: each may wait as long as connecting may take. */
    boolean isUsable() {
        Failure last = failure.get();
        return last == null || (nanos.getAsLong() - last.until >= 0 && failure.compareAndSet(last, now(last.message)));
    }

    /** Returns why it was not used the last time; null if it was. */
    public @Nullable String failure() {
        Failure last = failure.get();
        return last == null ? null : last.message;
    }

    void worked() {
        if (failure.get() != null && failure.getAndSet(null) != null) {
            LOG.info("The replica answers again.");
        }
    }

    /** Notes that it failed; returns whether the primary is to be asked instead. */
    boolean isToBeLeftOut(SQLException e) {
        if (SqlErrors.isConnectionFailure(e)) {
            if (failure.getAndSet(now(String.valueOf(e.getMessage()))) == null) {
                LOG.warn("The replica cannot be used; reads go to the primary until it answers again.", e);
            }
            return true;
        }
        return SqlErrors.isPassing(e) || SqlErrors.isNotMigrated(e);
    }
}
