package io.loist.db.internal.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Repeats what only reads when it fails by an accident of the moment: another transaction in the way, or a connection that was
 * lost. It waits a random time before each further try, longer and longer (full jitter), and gives up when the deadline for all
 * of them has passed.
 */
record Retry(Duration deadline) {

    static final Retry STANDARD = new Retry(Duration.ofSeconds(10));

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** One try. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws SQLException;
    }

    <T> T run(Attempt<T> attempt) throws SQLException {
        long start = System.nanoTime();
        for (int tries = 1; ; tries++) {
            try {
                return attempt.make();
            } catch (SQLException e) {
                Duration pause = pause(tries);
                long passed = System.nanoTime() - start;
                if (!SqlErrors.isPassing(e) || passed + pause.toNanos() >= deadline.toNanos() || !rest(pause)) {
                    throw e;
                }
            }
        }
    }

    private static Duration pause(int tries) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest + 1));
    }

    /** Waits, and returns whether it could: whoever interrupts the thread wants an end. */
    private static boolean rest(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
