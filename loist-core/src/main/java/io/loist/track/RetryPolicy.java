package io.loist.track;

import java.time.Duration;

/**
 * How often a failed track is tried again, and after how long: a random time of up to {@code firstDelay}, which doubles with
 * each retry up to {@code longestDelay}.
 *
 * @param retries how often it is tried again before it is {@link TrackStatus#DEAD}; from 0 to 1,000
 * @param firstDelay the longest wait before the first retry; not negative
 * @param longestDelay the longest wait before any retry; from {@code firstDelay} to 365 days
 */
public record RetryPolicy(int retries, Duration firstDelay, Duration longestDelay) {

    private static final int MOST_RETRIES = 1_000;
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Five retries, after up to 10 seconds at first and up to an hour at most. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofSeconds(10), Duration.ofHours(1));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public RetryPolicy {
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("retries must be from 0 to " + MOST_RETRIES + ", but is " + retries);
        }
        if (firstDelay.isNegative()) {
            throw new IllegalArgumentException("firstDelay must not be negative, but is " + firstDelay);
        }
        if (longestDelay.compareTo(firstDelay) < 0 || longestDelay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "longestDelay must be from firstDelay to 365 days, but is " + longestDelay);
        }
    }
}
