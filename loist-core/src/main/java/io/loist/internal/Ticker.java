package io.loist.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Measures and spends time within this process. Tests pass one that does not wait. */
public interface Ticker {

    /** The time of this machine, see {@link System#nanoTime}. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    };

    /** Returns a number of nanoseconds that only differences can be computed with. */
    long nanos();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;
}
