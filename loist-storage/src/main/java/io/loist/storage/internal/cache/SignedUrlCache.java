package io.loist.storage.internal.cache;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.loist.SigningException;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Signed URLs by their requests. Each request is signed by one thread at a time, and refreshed in the background by one task at a
 * time. What is being signed when the cache is cleared is not kept. Safe for use by many threads.
 */
public final class SignedUrlCache {

    private final SignedUrlService signer;
    private final Settings settings;
    private final RefreshWarnings warnings;
    private final AsyncLoadingCache<SignedUrlRequest, CachedUrl> futures;
    private final LoadingCache<SignedUrlRequest, CachedUrl> urls;

    /**
     * The settings of a cache.
     *
     * @param clock the clock that the URLs' expiry is compared with
     * @param ticker the time by which entries expire
     * @param minRemaining the time for which a URL must still work when it is returned
     * @param maxUrls the maximum number of URLs
     * @param refresher the executor of refreshes
     */
    public record Settings(Clock clock, Ticker ticker, Duration minRemaining, long maxUrls, Executor refresher) {}

    public SignedUrlCache(SignedUrlService signer, Settings settings, RefreshWarnings warnings) {
        this.signer = signer;
        this.settings = settings;
        this.warnings = warnings;
        this.futures = Caffeine.newBuilder()
                .maximumSize(settings.maxUrls())
                .ticker(settings.ticker())
                .expireAfter(Expiry.writing((SignedUrlRequest request, CachedUrl cached) ->
                        cached.url().remaining(settings.clock().instant())))
                .buildAsync(new Refresh());
        this.urls = futures.synchronous();
    }

    /** Returns a URL of which enough lifetime is left, or null; starts a refresh if it will soon be too old. */
    public @Nullable SignedUrl find(SignedUrlRequest request) {
        CachedUrl cached = urls.getIfPresent(request);
        if (cached == null) {
            return null;
        }
        Instant now = settings.clock().instant();
        if (now.isAfter(cached.goodUntil())) {
            urls.asMap().remove(request, cached);
            return null;
        }
        if (now.isAfter(cached.refreshAfter())) {
            urls.refresh(request);
        }
        return cached.url();
    }

    /** Signs a URL, or waits for another thread that is signing the same one. */
    public SignedUrl sign(SignedUrlRequest request) {
        CompletableFuture<CachedUrl> own = new CompletableFuture<>();
        CompletableFuture<CachedUrl> other = futures.asMap().putIfAbsent(request, own);
        if (other != null) {
            return join(other);
        }
        try {
            SignedUrl url = signer.sign(request);
            own.complete(cached(request, url));
            return url;
        } catch (RuntimeException | Error e) {
            // Caffeine logs every failure except a cancellation, and the message of a defect may contain the URL.
            CancellationException cancellation = new CancellationException("the URL was not signed");
            cancellation.initCause(e);
            own.completeExceptionally(cancellation);
            throw e;
        }
    }

    /** Adds a URL that has just been signed. */
    public void put(SignedUrlRequest request, SignedUrl url) {
        urls.put(request, cached(request, url));
    }

    /** Removes all URLs. */
    public void clear() {
        urls.invalidateAll();
    }

    /** Returns the approximate number of URLs. */
    public long size() {
        return urls.estimatedSize();
    }

    private CachedUrl cached(SignedUrlRequest request, SignedUrl url) {
        return CachedUrl.of(request, url, settings.minRemaining());
    }

    private static SignedUrl join(CompletableFuture<CachedUrl> future) {
        try {
            return future.join().url();
        } catch (CancellationException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new SigningException(false, "The URL could not be signed: " + e.getCause(), e.getCause());
        }
    }

    /** Signs URLs again in the background. A refresh that fails keeps the URL. */
    private final class Refresh implements AsyncCacheLoader<SignedUrlRequest, CachedUrl> {

        /** Loads nothing: a URL that was removed before its refresh is signed by the next thread that needs it. */
        @Override
        public CompletableFuture<CachedUrl> asyncLoad(SignedUrlRequest request, Executor executor) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<CachedUrl> asyncReload(SignedUrlRequest request, CachedUrl old, Executor executor) {
            try {
                return CompletableFuture.supplyAsync(() -> signAgain(request, old), settings.refresher());
            } catch (RejectedExecutionException e) {
                return CompletableFuture.completedFuture(
                        old.refreshFailed(settings.clock().instant()));
            }
        }

        private CachedUrl signAgain(SignedUrlRequest request, CachedUrl old) {
            try {
                return cached(request, signer.sign(request));
            } catch (RuntimeException e) {
                warnings.refreshFailed(e);
                return old.refreshFailed(settings.clock().instant());
            }
        }
    }
}
