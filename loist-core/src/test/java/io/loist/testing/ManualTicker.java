package io.loist.testing;

import io.loist.internal.Ticker;
import java.time.Duration;

/** A ticker whose time passes only when a test says so. Safe for use by many threads. */
public final class ManualTicker implements Ticker {

    private long nanos;
    private int sleepers;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        long end = nanos + duration.toNanos();
        sleepers++;
        notifyAll();
        try {
            while (nanos < end) {
                wait();
            }
        } finally {
            sleepers--;
        }
    }

    /** Waits until a thread sleeps by this ticker. */
    public synchronized void awaitSleeper() throws InterruptedException {
        while (sleepers == 0) {
            wait();
        }
    }

    /** Lets time pass. */
    public synchronized void advance(Duration duration) {
        nanos += duration.toNanos();
        notifyAll();
    }
}
