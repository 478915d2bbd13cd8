package io.loist.track;

import java.time.Duration;

/**
 * How often a failed track is retried, and after what delay: a random time up to {@code firstDelay}, which doubles with each retry up to
 * {@code maxDelay}.
 *
 * @param retries the number of retries before the track becomes {@link TrackStatus#DEAD}, from 0 to 1,000
 * @param firstDelay the maximum delay of the first retry, 0 or more
 * @param maxDelay the maximum delay of any retry, from {@code firstDelay} to 365 days
 */
public record RetryPolicy(int retries, Duration firstDelay, Duration maxDelay) {

    private static final int MAX_RETRIES = 1_000;
    private static final Duration MAX_DELAY = Duration.ofDays(365);

    /** Five retries, the first after up to 10 seconds, none after more than an hour. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofSeconds(10), Duration.ofHours(1));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public RetryPolicy {
        if (retries < 0 || retries > MAX_RETRIES) {
            throw new IllegalArgumentException("retries must be from 0 to " + MAX_RETRIES + ", but is " + retries);
        }
        if (firstDelay.isNegative()) {
            throw new IllegalArgumentException("firstDelay must not be negative, but is " + firstDelay);
        }
        if (maxDelay.compareTo(firstDelay) < 0 || maxDelay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("maxDelay must be from firstDelay to 365 days, but is " + maxDelay);
        }
    }
}
