package io.loist.db.internal.search.statement;

import io.loist.DatabaseException;
import java.time.Duration;

/** The moment at which a search stops looking for more and returns what it has. */
public final class Deadline {

    private static final double NANOS_PER_MILLI = 1e6;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final Duration time;
    private final long end;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** Returns the deadline after a time from now. */
    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    public double millisLeft() {
        return (end - System.nanoTime()) / NANOS_PER_MILLI;
    }

    /** Returns the time that is left, but at least half of the whole: for what a slow process must not leave out either. */
    public double millisLeftOrHalf() {
        return Math.max(millisLeft(), time.toNanos() / NANOS_PER_MILLI / 2);
    }

    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /** Returns what to throw if nothing was found until then: an empty result would say that there is nothing. */
    public DatabaseException passed() {
        return new DatabaseException(
                "SEARCH_TIMEOUT",
                true,
                "The search found nothing within its time-out of " + time
                        + "; try again, raise searchTimeout, or call warmUp() before the first search of a process",
                null,
                null);
    }

    /** Returns the time left as a driver's time-out: whole seconds, rounded up, at least 1. */
    int timeoutSeconds() {
        return (int) Math.max(1, Math.ceil(millisLeft() / MILLIS_PER_SECOND));
    }
}
