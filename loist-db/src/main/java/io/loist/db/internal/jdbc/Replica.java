package io.loist.db.internal.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A second source of connections, for reads alone. While it fails, reads use the primary. Safe for use by several threads. */
public final class Replica {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    /** How long a replica that cannot be reached is left alone: each attempt may take as long as connecting may. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Connections connections;
    private volatile @Nullable Failure failure;

    public Replica(Connections connections) {
        this.connections = connections;
    }

    private record Failure(String message, long until) {}

    Connections connections() {
        return connections;
    }

    boolean isUsable() {
        Failure last = failure;
        return last == null || System.nanoTime() - last.until >= 0;
    }

    /** Returns why it was not used the last time; null if it was. */
    public @Nullable String failure() {
        Failure last = failure;
        return last == null ? null : last.message;
    }

    void worked() {
        if (failure != null) {
            failure = null;
            LOG.info("The replica answers again.");
        }
    }

    /** Notes that it failed; returns whether the primary is to be asked instead. */
    boolean isToBeLeftOut(SQLException e) {
        if (SqlErrors.isConnectionFailure(e)) {
            if (failure == null) {
                LOG.warn("The replica cannot be used; reads go to the primary until it answers again.", e);
            }
            failure = new Failure(String.valueOf(e.getMessage()), System.nanoTime() + PAUSE.toNanos());
            return true;
        }
        return SqlErrors.isPassing(e) || SqlErrors.isNotMigrated(e);
    }
}
