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
 * Signs URLs and upload forms with the V4 signing process of Cloud Storage. Signing makes no network call unless the key is remote,
 * and does not check whether the object exists.
 *
 * <p>Implementations are safe for use by several threads.
 *
 * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures">V4 signing process</a>
 */
public interface SignedUrlService {

    /**
     * Signs a URL. It is valid for at least the request's lifetime, starting with the second in which it is signed, and with a
     * {@linkplain Builder#window window} for up to one window longer.
     *
     * @throws IllegalArgumentException if the lifetime is more than 12 hours and the key is {@linkplain SigningKey#remote remote}
     * @throws SigningException if the key is unusable, or a remote signer refuses or cannot be reached
     */
    SignedUrl sign(SignedUrlRequest request);

    /**
     * Signs a URL for GET that is valid for 15 minutes.
     *
     * @throws IllegalArgumentException if a part of the object's name between slashes is {@code .} or {@code ..}
     * @throws SigningException if the key is unusable, or a remote signer refuses or cannot be reached
     */
    default SignedUrl sign(ObjectRef object) {
        return sign(SignedUrlRequest.get(object).build());
    }

    /**
     * Signs several URLs, such as those of a page of tracks and their artwork. Equal requests are signed once. With a remote key, up
     * to 16 requests are signed at the same time.
     *
     * @return the URLs in the order of the requests
     * @throws IllegalArgumentException as {@link #sign(SignedUrlRequest)} does
     * @throws SigningException if one of them cannot be signed
     */
    default List<SignedUrl> signAll(List<SignedUrlRequest> requests) {
        Map<SignedUrlRequest, SignedUrl> signed = new HashMap<>();
        return requests.stream()
                .map(request -> signed.computeIfAbsent(request, this::sign))
                .toList();
    }

    /**
     * Re-signs a URL of this service with its original lifetime, starting now; for playback that outlasts the URL. The old signature
     * is verified first, so it is safe to pass a URL from an untrusted client.
     *
     * @param url a URL of this service, which may have expired
     * @throws IllegalArgumentException if this service did not sign the URL with its current key
     * @throws SigningException if the key is unusable, or a remote signer refuses or cannot be reached
     */
    SignedUrl renew(SignedUrl url);

    /**
     * Signs a form with which a web page can upload a file. Its lifetime starts with the second in which it is signed.
     *
     * @throws IllegalArgumentException if the lifetime is more than 12 hours and the key is {@linkplain SigningKey#remote remote}
     * @throws SigningException if the key is unusable, or a remote signer refuses or cannot be reached
     */
    SignedForm signForm(SignedFormRequest request);

    /** Returns a service that signs URLs of Cloud Storage itself; short for {@code builder(key).build()}. */
    static SignedUrlService create(SigningKey key) {
        return builder(key).build();
    }

    /** Creates a builder of a service that signs with a key. */
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

        /** Sets the endpoint of the URLs; by default {@link UrlEndpoint#GOOGLE_CLOUD_STORAGE}. */
        public Builder endpoint(UrlEndpoint endpoint) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            return this;
        }

        /** Sets the clock that gives the time of signing; by default the system's clock in UTC. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the window during which equal requests for GET and HEAD give equal URLs, in all processes with the same key, so that
         * the caches of browsers and CDNs recognise them; by default 1 second. A URL is signed as of the start of the current window
         * and is valid for one window more, so that the requested lifetime still holds at the window's end. The sum is limited to
         * what Cloud Storage accepts: a URL with the maximum lifetime may expire up to one window early.
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
