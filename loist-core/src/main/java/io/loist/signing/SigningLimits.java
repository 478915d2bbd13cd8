package io.loist.signing;

import io.loist.object.ObjectRef;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Checks lifetimes and sizes. */
final class SigningLimits {

    private SigningLimits() {}

    /**
     * Truncates a lifetime to whole seconds.
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

    /**
     * Returns an object whose name can be in a URL.
     *
     * @throws IllegalArgumentException if a part of the name is {@code .} or {@code ..}
     */
    static ObjectRef requireSignable(ObjectRef object) {
        if (List.of(object.name().split("/", -1)).stream().anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw new IllegalArgumentException(
                    object
                            + " cannot have a signed URL, because clients remove the part . or .. of its name; copy it to another name");
        }
        return object;
    }

    /** Returns the lifetime of a URL for playing a track to its end, with pauses. */
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
     * Checks a range of sizes.
     *
     * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}
     */
    static void requireRange(long min, long max) {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("a size range needs 0 <= min <= max, but is " + min + " to " + max);
        }
    }
}
