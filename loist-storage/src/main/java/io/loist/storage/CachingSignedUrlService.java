package io.loist.storage;

import com.github.benmanes.caffeine.cache.Ticker;
import io.loist.internal.Daemons;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.storage.internal.cache.RefreshWarnings;
import io.loist.storage.internal.cache.SignedUrlCache;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the URLs that another service signs, as long as enough of their lifetime is left. A URL is found by its whole request:
 * method, object, lifetime, headers and parameters. Threads that request the same URL at the same time share one signature. A URL
 * that is requested shortly before it is too old is refreshed in the background, so that no request waits; if the refresh fails, a
 * warning is logged, the old URL is returned while enough of its lifetime is left, and the next refresh begins at the earliest 5
 * seconds later. URLs are secrets: they stay in the memory of this process and are never logged.
 *
 * <p>Only requests that fetch ({@code GET} and {@code HEAD}) are cached. Safe for use by many threads.
 */
public final class CachingSignedUrlService implements SignedUrlService {

    private static final Logger LOG = LoggerFactory.getLogger(CachingSignedUrlService.class);
    private static final int MAX_REFRESHES_AT_ONCE = 4;

    private final SignedUrlService signer;
    private final SignedUrlCache urls;

    private CachingSignedUrlService(Builder builder) {
        this.signer = builder.signer;
        Executor refresher = builder.refresher == null
                ? Daemons.pool("loist-refresh-urls", MAX_REFRESHES_AT_ONCE)
                : builder.refresher;
        this.urls = new SignedUrlCache(
                signer,
                new SignedUrlCache.Settings(
                        builder.clock, builder.ticker, builder.minRemaining, builder.maxUrls, refresher),
                new RefreshWarnings(LOG::warn, Ticker.systemTicker()));
    }

    /** Creates a cache of up to 10,000 URLs in front of a service, with the system's clock. */
    public static CachingSignedUrlService create(SignedUrlService signer) {
        return builder(signer).build();
    }

    /** Creates a builder of a cache in front of a service. */
    public static Builder builder(SignedUrlService signer) {
        return new Builder(signer);
    }

    /**
     * Returns a URL of which at least half of the request's lifetime is left, and at least the cache's
     * {@linkplain Builder#minRemaining minimum}.
     */
    @Override
    public SignedUrl sign(SignedUrlRequest request) {
        if (!isCacheable(request)) {
            return signer.sign(request);
        }
        SignedUrl found = urls.find(request);
        return found != null ? found : urls.sign(request);
    }

    @Override
    public List<SignedUrl> signAll(List<SignedUrlRequest> requests) {
        Map<SignedUrlRequest, SignedUrl> results = new HashMap<>();
        Set<SignedUrlRequest> missing = new LinkedHashSet<>();
        for (SignedUrlRequest request : requests) {
            SignedUrl found = isCacheable(request) ? urls.find(request) : null;
            if (found == null) {
                missing.add(request);
            } else {
                results.put(request, found);
            }
        }
        List<SignedUrlRequest> toSign = List.copyOf(missing);
        List<SignedUrl> signed = toSign.isEmpty() ? List.of() : signer.signAll(toSign);
        for (int i = 0; i < toSign.size(); i++) {
            results.put(toSign.get(i), signed.get(i));
            if (isCacheable(toSign.get(i))) {
                urls.put(toSign.get(i), signed.get(i));
            }
        }
        return requests.stream()
                .map(request -> Objects.requireNonNull(results.get(request)))
                .toList();
    }

    /** Signs the URL again, without the cache. */
    @Override
    public SignedUrl renew(SignedUrl url) {
        return signer.renew(url);
    }

    /** Signs a form; forms are not cached. */
    @Override
    public SignedForm signForm(SignedFormRequest request) {
        return signer.signForm(request);
    }

    /** Removes all URLs from the cache, as after a change of the key; URLs that are being signed are not cached either. */
    public void clear() {
        urls.clear();
    }

    /** Returns the approximate number of cached URLs. */
    public long size() {
        return urls.size();
    }

    /** Returns the number of cached URLs, and no URL. */
    @Override
    public String toString() {
        return "cache of " + size() + " signed URLs";
    }

    private static boolean isCacheable(SignedUrlRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /** Builds a {@link CachingSignedUrlService}. Not safe for use by several threads. */
    public static final class Builder {

        private static final long MAX_URLS = 10_000;

        private final SignedUrlService signer;
        private Clock clock = Clock.systemUTC();
        private Duration minRemaining = Duration.ZERO;
        private long maxUrls = MAX_URLS;
        private Ticker ticker = Ticker.systemTicker();
        private @Nullable Executor refresher;

        private Builder(SignedUrlService signer) {
            this.signer = Objects.requireNonNull(signer, "signer");
        }

        /**
         * Sets the maximum number of cached URLs; by default 10,000, which take about 10 MB.
         *
         * @throws IllegalArgumentException if {@code maxUrls} is not positive
         */
        public Builder maxUrls(long maxUrls) {
            if (maxUrls <= 0) {
                throw new IllegalArgumentException("maxUrls must be positive, but is " + maxUrls);
            }
            this.maxUrls = maxUrls;
            return this;
        }

        /**
         * Sets the time for which a URL must still work when it is returned from the cache; by default, and at least, half of its
         * request's lifetime. A URL whose whole lifetime is shorter is signed for each request.
         *
         * @throws IllegalArgumentException if {@code minRemaining} is negative
         */
        public Builder minRemaining(Duration minRemaining) {
            if (minRemaining.isNegative()) {
                throw new IllegalArgumentException("minRemaining must not be negative, but is " + minRemaining);
            }
            this.minRemaining = minRemaining;
            return this;
        }

        /** Sets the clock that a URL's expiry is compared with, which should be the signer's; by default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets the executor of background refreshes; by default up to 4 daemon threads, which end when they are idle. */
        public Builder refresher(Executor refresher) {
            this.refresher = Objects.requireNonNull(refresher, "refresher");
            return this;
        }

        /** Sets the time by which URLs whose lifetime is over are removed; by default the system's. */
        public Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /** Builds the cache. */
        public CachingSignedUrlService build() {
            return new CachingSignedUrlService(this);
        }
    }
}
