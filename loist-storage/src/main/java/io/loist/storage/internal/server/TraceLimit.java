package io.loist.storage.internal.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Permits one stack trace per minute in the log, so that requests, signed or not, cannot fill the disk. Safe for use by several threads. */
final class TraceLimit {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    TraceLimit(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether to log now; if so, the answer is no for a minute. */
    boolean permits() {
        Instant now = clock.instant();
        Instant allowed = next.get();
        return !now.isBefore(allowed) && next.compareAndSet(allowed, now.plus(INTERVAL));
    }
}
