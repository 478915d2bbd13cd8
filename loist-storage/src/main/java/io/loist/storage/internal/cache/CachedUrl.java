package io.loist.storage.internal.cache;

import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * A URL in the cache, with times that are computed once because it is read far more often than it is signed.
 *
 * @param goodUntil the last moment at which the URL may be returned
 * @param refreshAfter the moment after which the next reader starts a refresh
 */
record CachedUrl(SignedUrl url, Instant goodUntil, Instant refreshAfter) {

    /** The refresh begins in the last quarter of the time in which a URL may be returned. */
    private static final int REFRESH_IN_LAST_PART = 4;

    /** The pause after a failed refresh, which protects a signer that has problems. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    /**
     * Returns a URL that has just been signed.
     *
     * @param minRemaining the part of its lifetime that must be left when it is returned; half of the lifetime in any case
     */
    static CachedUrl of(SignedUrlRequest request, SignedUrl url, Duration minRemaining) {
        Duration half = request.lifetime().dividedBy(2);
        Duration required = half.compareTo(minRemaining) > 0 ? half : minRemaining;
        Duration lastPart = request.lifetime().minus(required).dividedBy(REFRESH_IN_LAST_PART);
        Instant goodUntil = url.expiresAt().minus(required);
        return new CachedUrl(url, goodUntil, goodUntil.minus(lastPart));
    }

    /** Returns the same URL after a refresh that failed. */
    CachedUrl refreshFailed(Instant now) {
        return new CachedUrl(url, goodUntil, now.plus(BETWEEN_ATTEMPTS));
    }
}
