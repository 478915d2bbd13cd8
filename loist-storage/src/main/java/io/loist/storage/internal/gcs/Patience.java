package io.loist.storage.internal.gcs;

import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.storage.StorageRetryStrategy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Waits between tries, longer each time and never twice the same, until the time is up. The time begins with the first failure, and
 * anew whenever something was achieved: what moves may go on for ever. Not safe for use by several threads.
 */
final class Patience {

    private static final ResultRetryAlgorithm<?> RULES =
            StorageRetryStrategy.getDefaultStorageRetryStrategy().getIdempotentHandler();

    private final RetrySettings limits;
    private Duration pause;
    private boolean started;
    private long startNanos;

    Patience(RetrySettings limits) {
        this.limits = limits;
        this.pause = limits.getInitialRetryDelayDuration();
    }

    /** Returns whether a failure may pass, by the client's own rules for calls that may be repeated. */
    @SuppressWarnings("NullAway") // the rules take no answer where there was none
    static boolean mayPass(RuntimeException failure) {
        return RULES.shouldRetry(failure, null);
    }

    /** Begins to count the time before the first failure. */
    void start() {
        started = true;
        startNanos = System.nanoTime();
    }

    /** Notes that something was achieved. */
    void renew() {
        started = false;
        pause = limits.getInitialRetryDelayDuration();
    }

    /** Waits before the next try, or throws the failure if it cannot pass, the time is up, or this thread is interrupted. */
    void await(RuntimeException failure) {
        if (!started) {
            start();
        }
        Duration tried = Duration.ofNanos(System.nanoTime() - startNanos);
        if (tried.plus(pause).compareTo(limits.getTotalTimeoutDuration()) > 0 || !mayPass(failure)) {
            throw failure;
        }
        long nanos = pause.toNanos();
        try {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
        Duration longer = Duration.ofNanos((long) (nanos * limits.getRetryDelayMultiplier()));
        pause = longer.compareTo(limits.getMaxRetryDelayDuration()) < 0 ? longer : limits.getMaxRetryDelayDuration();
    }
}
