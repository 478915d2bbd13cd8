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
