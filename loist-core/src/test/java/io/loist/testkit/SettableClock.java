package io.loist.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/** A clock that stands still until it is told the time. Safe for use by many threads. */
public final class SettableClock extends Clock {

    private volatile Instant now;

    /** Creates a clock that stands at a time. */
    public SettableClock(Instant now) {
        this.now = Objects.requireNonNull(now, "now");
    }

    /** Sets the time. */
    public void set(Instant now) {
        this.now = Objects.requireNonNull(now, "now");
    }

    /** Moves the time on. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock knows instants alone");
    }
}
