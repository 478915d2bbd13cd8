package io.loist.db.internal.jdbc;

import io.loist.internal.Backoff;
import io.loist.internal.ThrowingSupplier;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Repeats a read after a transient failure, such as a conflict with another transaction or a lost connection, until a deadline for
 * all attempts together.
 */
record Retry(Duration deadline) {

    static final Retry STANDARD = new Retry(Duration.ofSeconds(10));

    private static final Backoff.Delays DELAYS = new Backoff.Delays(Duration.ofMillis(100), Duration.ofSeconds(2));

    <T> T run(ThrowingSupplier<T, SQLException> attempt) throws SQLException {
        Backoff backoff = DELAYS.start(deadline);
        while (true) {
            try {
                return attempt.get();
            } catch (SQLException e) {
                if (!SqlErrors.isPassing(e) || !backoff.awaitUnlessInterrupted()) {
                    throw e;
                }
            }
        }
    }
}
