package io.loist.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.loist.SigningException;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.storage.internal.cache.BackgroundRefresh;
import io.loist.storage.internal.cache.RefreshThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the URLs that another service signed, for as long as enough of their lifetime is left. A URL is found again only by the
 * whole of its request: method, object, lifetime, headers and parameters. However many threads ask for the same URL, one of them
 * signs. A URL that is asked for shortly before it gets too old is signed anew in the background, so that nobody waits; if that fails, a line in the
 * log says so, the old URL is handed out while it is good for long enough, and the next attempt is made 5 seconds later at the earliest. URLs are secrets: they stay in this process's memory and are never logged.
 *
 * <p>Only requests that fetch ({@code GET} and {@code HEAD}) are remembered. Safe for use by many threads.
 */
public final class CachingSignedUrlService implements SignedUrlService {

    /** Of the time between being signed and becoming too old, how much has passed when a URL is signed anew: three quarters. */
    private static final int REFRESH_IN_LAST_PART = 4;

    /** How long after one attempt to sign a URL anew the next one may begin: a signer in trouble is left alone meanwhile. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(CachingSignedUrlService.class);

    private final SignedUrlService signer;
    private final Clock clock;
    private final Duration minRemaining;
    private final BackgroundRefresh refresh;
    private final Cache<SignedUrlRequest, Kept> urls;
    private final Map<SignedUrlRequest, CompletableFuture<SignedUrl>> underWay = new ConcurrentHashMap<>();

    private CachingSignedUrlService(Builder builder) {
        this.signer = builder.signer;
        this.clock = builder.clock;
        this.minRemaining = builder.minRemaining;
        Executor refresher = builder.refresher == null ? RefreshThreads.create() : builder.refresher;
        this.refresh = new BackgroundRefresh(signer, refresher, LOG::warn);
        this.urls = Caffeine.newBuilder()
                .maximumSize(builder.maxUrls)
                .ticker(builder.ticker)
                .expireAfter(Expiry.writing(
                        (SignedUrlRequest request, Kept kept) -> kept.url().remaining(clock.instant())))
                .build();
    }

    /** Returns a cache of up to 10,000 URLs before a service, by the system's clock. */
    public static CachingSignedUrlService create(SignedUrlService signer) {
        return builder(signer).build();
    }

    /** Starts a cache before a service. */
    public static Builder builder(SignedUrlService signer) {
        return new Builder(signer);
    }

    /**
     * Returns a URL of which at least half the request's lifetime is left, and no less than the cache's
     * {@linkplain Builder#minRemaining least remaining time}.
     */
    @Override
    public SignedUrl sign(SignedUrlRequest request) {
        if (!isKept(request)) {
            return signer.sign(request);
        }
        SignedUrl known = known(request);
        return known != null ? known : signOnce(request);
    }

    @Override
    public List<SignedUrl> signAll(List<SignedUrlRequest> requests) {
        Map<SignedUrlRequest, SignedUrl> found = new HashMap<>();
        Set<SignedUrlRequest> missing = new LinkedHashSet<>();
        for (SignedUrlRequest request : requests) {
            SignedUrl known = isKept(request) ? known(request) : null;
            if (known == null) {
                missing.add(request);
            } else {
                found.put(request, known);
            }
        }
        List<SignedUrlRequest> toSign = List.copyOf(missing);
        List<SignedUrl> signed = toSign.isEmpty() ? List.of() : signer.signAll(toSign);
        for (int i = 0; i < toSign.size(); i++) {
            found.put(toSign.get(i), signed.get(i));
            if (isKept(toSign.get(i))) {
                keep(toSign.get(i), signed.get(i));
            }
        }
        return requests.stream()
                .map(request -> Objects.requireNonNull(found.get(request)))
                .toList();
    }

    /** Signs anew, past the cache. */
    @Override
    public SignedUrl renew(SignedUrl url) {
        return signer.renew(url);
    }

    /** Signs a form; forms are not remembered. */
    @Override
    public SignedForm signForm(SignedFormRequest request) {
        return signer.signForm(request);
    }

    /** Forgets all URLs, as after a change of the key. */
    public void clear() {
        refresh.forget();
        underWay.clear();
        urls.invalidateAll();
    }

    /** Returns how many URLs are remembered, about. */
    public long size() {
        return urls.estimatedSize();
    }

    /** Returns how many URLs are remembered, and none of them. */
    @Override
    public String toString() {
        return "cache of " + size() + " signed URLs";
    }

    private static boolean isKept(SignedUrlRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /** Returns a URL that is known, and good for long enough; has it refreshed if it will not be for much longer. */
    private @Nullable SignedUrl known(SignedUrlRequest request) {
        Kept kept = urls.getIfPresent(request);
        if (kept == null) {
            return null;
        }
        Instant now = clock.instant();
        if (now.isAfter(kept.goodUntil())) {
            urls.asMap().remove(request, kept);
            return null;
        }
        if (now.isAfter(kept.refreshAfter()) && urls.asMap().replace(request, kept, kept.triedAt(now))) {
            refresh.start(request, this::keep);
        }
        return kept.url();
    }

    /** Works out once how long a URL is handed out, since it is asked for far more often than it is signed. */
    private Kept kept(SignedUrlRequest request, SignedUrl url) {
        Duration half = request.lifetime().dividedBy(2);
        Duration required = half.compareTo(minRemaining) > 0 ? half : minRemaining;
        Duration lastPart = request.lifetime().minus(required).dividedBy(REFRESH_IN_LAST_PART);
        Instant goodUntil = url.expiresAt().minus(required);
        return new Kept(url, goodUntil, goodUntil.minus(lastPart));
    }

    private void keep(SignedUrlRequest request, SignedUrl url) {
        urls.put(request, kept(request, url));
    }

    private SignedUrl signOnce(SignedUrlRequest request) {
        CompletableFuture<SignedUrl> mine = new CompletableFuture<>();
        CompletableFuture<SignedUrl> theirs = underWay.putIfAbsent(request, mine);
        if (theirs != null) {
            return join(theirs);
        }
        try {
            SignedUrl justSigned = known(request);
            SignedUrl url = justSigned != null ? justSigned : signer.sign(request);
            if (justSigned == null) {
                keepUnlessCleared(request, url, mine);
            }
            mine.complete(url);
            return url;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(request, mine);
        }
    }

    /** What was begun before the cache was cleared may be signed with a key that is no more. */
    private void keepUnlessCleared(SignedUrlRequest request, SignedUrl url, CompletableFuture<SignedUrl> mine) {
        underWay.computeIfPresent(request, (same, running) -> {
            if (running == mine) {
                keep(request, url);
            }
            return running;
        });
    }

    private static SignedUrl join(CompletableFuture<SignedUrl> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new SigningException(false, "The URL could not be signed: " + e.getCause(), e.getCause());
        }
    }

    /**
     * A URL that is remembered.
     *
     * @param goodUntil when it gets too old to be handed out
     * @param refreshAfter when it is near to that, and is signed anew, or that is tried once more
     */
    private record Kept(SignedUrl url, Instant goodUntil, Instant refreshAfter) {

        Kept triedAt(Instant now) {
            return new Kept(url, goodUntil, now.plus(BETWEEN_ATTEMPTS));
        }
    }

    /** Builds a {@link CachingSignedUrlService}. Not safe for use by several threads at once. */
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
         * Sets how many URLs are remembered; by default 10,000, which take about 10 MB.
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
         * Sets how long a URL must still work when it is handed out again; it must for half its request's lifetime in any case,
         * which is the default. A URL with a shorter lifetime is signed anew each time.
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

        /** Sets the clock that tells how much of a URL's lifetime is left: the signer's own. By default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets who signs in the background; by default up to 4 threads of the cache, which end when they have nothing to do. */
        public Builder refresher(Executor refresher) {
            this.refresher = Objects.requireNonNull(refresher, "refresher");
            return this;
        }

        /** Sets what measures how long a URL has been remembered; it is forgotten when its lifetime is over. */
        public Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /** Returns the cache. */
        public CachingSignedUrlService build() {
            return new CachingSignedUrlService(this);
        }
    }
}
