package io.loist.storage.internal.cache;

import io.loist.SigningException;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Signs URLs anew in the background, each of them once at a time. What goes wrong is logged, at most once a minute, and without the
 * URL; whoever asks when the old URL has become too old signs it, and hears what is wrong.
 */
public final class BackgroundRefresh {

    private static final long NANOS_BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

    private final SignedUrlService signer;
    private final Executor executor;
    private final Consumer<String> log;
    private final Map<SignedUrlRequest, Object> underWay = new ConcurrentHashMap<>();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    public BackgroundRefresh(SignedUrlService signer, Executor executor, Consumer<String> log) {
        this.signer = signer;
        this.executor = executor;
        this.log = log;
    }

    /** Has a request signed, unless it is being signed already, and passes the URL on. */
    public void start(SignedUrlRequest request, BiConsumer<SignedUrlRequest, SignedUrl> keep) {
        Object mine = new Object();
        if (underWay.putIfAbsent(request, mine) != null) {
            return;
        }
        try {
            executor.execute(() -> run(request, mine, keep));
        } catch (RejectedExecutionException e) {
            underWay.remove(request, mine);
        }
    }

    /** Keeps nothing of what is being signed now. */
    public void forget() {
        underWay.clear();
    }

    private void run(SignedUrlRequest request, Object mine, BiConsumer<SignedUrlRequest, SignedUrl> keep) {
        try {
            SignedUrl url = signer.sign(request);
            underWay.computeIfPresent(request, (same, running) -> {
                if (running == mine) {
                    keep.accept(request, url);
                    return null;
                }
                return running;
            });
        } catch (SigningException e) {
            warn(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            warn(e.getClass().getName()); // its message may hold anything
        } finally {
            underWay.remove(request, mine);
        }
    }

    private void warn(String why) {
        long due = nextWarning.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + NANOS_BETWEEN_WARNINGS)) {
            log.accept(
                    "A URL could not be signed anew in the background; the old one is handed out while it is good for long"
                            + " enough. Further failures are not logged for a minute. " + why);
        }
    }
}
