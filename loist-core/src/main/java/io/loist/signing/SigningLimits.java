package io.loist.signing;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** The limits of what is signed. */
public final class SigningLimits {

    private SigningLimits() {}

    /**
     * Returns a lifetime in whole seconds.
     *
     * @throws IllegalArgumentException if it is not from 1 second to 7 days
     */
    static Duration requireLifetime(Duration lifetime) {
        Objects.requireNonNull(lifetime, "lifetime");
        if (lifetime.compareTo(SignedUrlRequest.MIN_LIFETIME) < 0
                || lifetime.compareTo(SignedUrlRequest.MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException("lifetime must be from 1 second to 7 days, but is " + lifetime);
        }
        return lifetime.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns how long a URL must work for a track to be played to its end, with pauses. */
    static Duration lifetimeToPlay(Duration trackDuration) {
        if (trackDuration.isNegative()) {
            throw new IllegalArgumentException("trackDuration must not be negative, but is " + trackDuration);
        }
        Duration most = SignedUrlRequest.MAX_LIFETIME.minus(SignedUrlRequest.DEFAULT_LIFETIME);
        return trackDuration.compareTo(most.dividedBy(2)) > 0
                ? SignedUrlRequest.MAX_LIFETIME
                : SignedUrlRequest.DEFAULT_LIFETIME.plus(trackDuration.multipliedBy(2));
    }

    /**
     * Refuses what is no range of sizes.
     *
     * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}
     */
    public static void requireRange(long min, long max) {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("a size goes from 0 up, not from " + min + " to " + max);
        }
    }
}
