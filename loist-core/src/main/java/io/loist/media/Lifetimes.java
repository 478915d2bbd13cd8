package io.loist.media;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Checks how long something signed is to work. */
final class Lifetimes {

    private Lifetimes() {}

    /**
     * Returns a lifetime in whole seconds.
     *
     * @throws IllegalArgumentException if it is not from 1 second to 7 days
     */
    static Duration require(Duration lifetime) {
        Objects.requireNonNull(lifetime, "lifetime");
        if (lifetime.compareTo(SignedUrlRequest.MIN_LIFETIME) < 0
                || lifetime.compareTo(SignedUrlRequest.MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException("lifetime must be from 1 second to 7 days, but is " + lifetime);
        }
        return lifetime.truncatedTo(ChronoUnit.SECONDS);
    }
}
