package io.loist.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between the attempts of one call: random, up to a limit that doubles with each attempt (full jitter), so that many
 * callers do not retry at the same time, and limited by a deadline for all attempts together. Not safe for use by several threads.
 *
 * <pre>{@code
 * Backoff backoff = Backoff.STANDARD.start(deadline);
 * while (true) {
 *     try {
 *         return call(backoff.remaining());
 *     } catch (IOException e) {
 *         if (!backoff.await()) {
 *             throw e;
 *         }
 *     }
 * }
 * }</pre>
 */
public final class Backoff {

    /** Pauses of up to 100 milliseconds at first and 4 seconds later. */
    public static final Delays STANDARD = new Delays(Duration.ofMillis(100), Duration.ofSeconds(4));

    private static final int MAX_DOUBLINGS = 20;

    private final Delays delays;
    private final Duration deadline;
    private final Ticker ticker;
    private long start;
    private int pauses;

    private Backoff(Delays delays, Duration deadline, Ticker ticker) {
        this.delays = delays;
        this.deadline = Objects.requireNonNull(deadline, "deadline");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.start = ticker.nanos();
    }

    /**
     * How long the pauses are.
     *
     * @param first the longest first pause
     * @param max the longest pause at all
     */
    public record Delays(Duration first, Duration max) {

        /** Begins the time of a call now. */
        public Backoff start(Duration deadline) {
            return start(deadline, Ticker.SYSTEM);
        }

        /** Begins the time of a call now, as a ticker measures it. */
        public Backoff start(Duration deadline, Ticker ticker) {
            return new Backoff(this, deadline, ticker);
        }
    }

    /**
     * Waits before the next attempt.
     *
     * @return false, at once, if the deadline would pass meanwhile
     */
    public boolean await() throws InterruptedException {
        Duration limit = delays.first.multipliedBy(1L << Math.min(pauses, MAX_DOUBLINGS));
        long max = Math.min(limit.toNanos(), delays.max.toNanos());
        Duration pause = Duration.ofNanos(ThreadLocalRandom.current().nextLong(max + 1));
        if (elapsed().plus(pause).compareTo(deadline) >= 0) {
            return false;
        }
        pauses++;
        Retries.count();
        ticker.sleep(pause);
        return true;
    }

    /** Waits as {@link #await} does; if the thread is interrupted, returns false and leaves it interrupted. */
    public boolean awaitUnlessInterrupted() {
        try {
            return await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Restarts the time and the pauses, after the call has made progress. */
    public void reset() {
        start = ticker.nanos();
        pauses = 0;
    }

    /** Returns the number of pauses since the start. */
    public int pauses() {
        return pauses;
    }

    /** Returns the time left before the deadline: positive, so that it can be passed as a time-out. */
    public Duration remaining() {
        Duration left = deadline.minus(elapsed());
        return left.compareTo(Duration.ZERO) > 0 ? left : Duration.ofNanos(1);
    }

    private Duration elapsed() {
        return Duration.ofNanos(ticker.nanos() - start);
    }
}
