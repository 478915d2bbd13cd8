package io.loist.db;

import java.time.Duration;

/** The moment at which a search stops looking and returns what it has. */
final class Deadline {

    private static final double NANOS_PER_MILLI = 1e6;

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    double millisLeft() {
        return (end - System.nanoTime()) / NANOS_PER_MILLI;
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
