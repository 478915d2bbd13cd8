package io.loist.signing;

import io.loist.SigningException;
import io.loist.object.ObjectRef;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Signs URLs with the V4 signing process of Cloud Storage. Signing makes no network call unless the key is remote, and does not
 * check that the object exists.
 *
 * <p>Implementations are safe for use by many threads.
 *
 * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures">V4 signing process</a>
 */
public interface SignedUrlService {

    /**
     * Signs a URL. It works for at least the request's lifetime, counted from the second it is signed in, and if the service has
     * a {@linkplain Builder#window window}, up to one window longer.
     *
     * @throws IllegalArgumentException if the lifetime is more than 12 hours and the key is {@linkplain SigningKey#remote remote}
     * @throws SigningException if the key is unusable or, for a remote signer, refuses or cannot be reached
     */
    SignedUrl sign(SignedUrlRequest request);

    /**
     * Signs a URL that fetches an object within the next 15 minutes.
     *
     * @throws SigningException if the key is unusable or, for a remote signer, refuses or cannot be reached
     */
    default SignedUrl sign(ObjectRef object) {
        return sign(SignedUrlRequest.get(object).build());
    }

    /**
     * Signs many URLs, such as those of a page of tracks with their artwork; equal requests are signed once. With a remote key,
     * up to 16 are under way at once.
     *
     * @return the URLs in the order of the requests
     * @throws IllegalArgumentException as {@link #sign(SignedUrlRequest)} does
     * @throws SigningException if one of them cannot be signed; none is returned then
     */
    default List<SignedUrl> signAll(List<SignedUrlRequest> requests) {
        Map<SignedUrlRequest, SignedUrl> signed = new HashMap<>();
        return requests.stream()
                .map(request -> signed.computeIfAbsent(request, this::sign))
                .toList();
    }

    /**
     * Signs anew what was signed before, from now on, for as long as it was meant to work then: for a player that is still at
     * it. Only a URL that this service signed is renewed, as a new signature for the old time tells; so a URL that comes from
     * elsewhere can safely be given.
     *
     * @param url a URL of this service, which may have expired
     * @throws IllegalArgumentException if it is not a URL that this service signed, with the key it has now
     * @throws SigningException if the key is unusable or, for a remote signer, refuses or cannot be reached
     */
    SignedUrl renew(SignedUrl url);

    /**
     * Signs a form with which a web page uploads a file. It expires a whole number of seconds after the second it is signed in.
     *
     * @throws SigningException if the key is unusable or, for a remote signer, refuses or cannot be reached
     */
    SignedForm signForm(SignedFormRequest request);

    /** Returns a service that signs for Cloud Storage itself; short for {@code builder(key).build()}. */
    static SignedUrlService create(SigningKey key) {
        return builder(key).build();
    }

    /** Starts a service that signs with a key. */
    static Builder builder(SigningKey key) {
        return new Builder(key);
    }

    /** Builds a {@link SignedUrlService}. Not safe for use by several threads at once. */
    final class Builder {

        private static final Duration MAX_WINDOW = Duration.ofHours(6);

        private final SigningKey key;
        private UrlEndpoint endpoint = UrlEndpoint.GOOGLE_CLOUD_STORAGE;
        private Clock clock = Clock.systemUTC();
        private Duration window = Duration.ofSeconds(1);

        private Builder(SigningKey key) {
            this.key = Objects.requireNonNull(key, "key");
        }

        /** Sets where the URLs point to; by default {@link UrlEndpoint#GOOGLE_CLOUD_STORAGE}. */
        public Builder endpoint(UrlEndpoint endpoint) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            return this;
        }

        /** Sets the clock that tells when a URL is signed; by default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Makes URLs that fetch something the same for a while, in every process that has the same key, so that the caches of
         * browsers and CDNs know them again: the time of signing is that at which the current window began, and the URL works up
         * to one window longer than asked for, so that its lifetime is still whole at the window's end (but never more than
         * Cloud Storage accepts: a URL for the longest lifetime is cut by up to a window). By default 1 second, which
         * makes each URL of a second the same.
         *
         * @throws IllegalArgumentException if {@code window} is not whole seconds, from 1 second to 6 hours
         */
        public Builder window(Duration window) {
            Objects.requireNonNull(window, "window");
            if (window.compareTo(Duration.ofSeconds(1)) < 0
                    || window.compareTo(MAX_WINDOW) > 0
                    || !window.equals(window.truncatedTo(ChronoUnit.SECONDS))) {
                throw new IllegalArgumentException(
                        "window must be whole seconds, 1 second to 6 hours, but is " + window);
            }
            this.window = window;
            return this;
        }

        /** Returns the service. */
        public SignedUrlService build() {
            return new V4SignedUrlService(key, endpoint, clock, window);
        }
    }
}
