package io.loist.media;

import io.loist.SigningException;
import java.time.Clock;
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
     * Signs a URL. It expires a whole number of seconds after the second it is signed in.
     *
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

        private final SigningKey key;
        private UrlEndpoint endpoint = UrlEndpoint.GOOGLE_CLOUD_STORAGE;
        private Clock clock = Clock.systemUTC();

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

        /** Returns the service. */
        public SignedUrlService build() {
            return new V4SignedUrlService(key, endpoint, clock);
        }
    }
}
