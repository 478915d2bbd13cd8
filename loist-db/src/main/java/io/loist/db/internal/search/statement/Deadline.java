package io.loist.db.internal.search.statement;

import java.time.Duration;

/** The moment at which a search stops looking for more and returns what it has. */
public final class Deadline {

    private static final double NANOS_PER_MILLI = 1e6;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** Returns the deadline after a time from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    public double millisLeft() {
        return (end - System.nanoTime()) / NANOS_PER_MILLI;
    }

    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /** Returns the time left as a driver's time-out: whole seconds, rounded up, at least 1. */
    int timeoutSeconds() {
        return (int) Math.max(1, Math.ceil(millisLeft() / MILLIS_PER_SECOND));
    }
}
