package io.loist.db.internal.search.retrieve;

import java.time.Duration;

/** The moment at which a search stops looking and returns what it has. */
public final class Deadline {

    private static final double NANOS_PER_MILLI = 1e6;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    double millisLeft() {
        return (end - System.nanoTime()) / NANOS_PER_MILLI;
    }

    /** Whole seconds until shortly after the deadline, at least one: as exact as a driver is. */
    int secondsLeft() {
        return (int) Math.max(1, Math.ceil(millisLeft() / MILLIS_PER_SECOND));
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
