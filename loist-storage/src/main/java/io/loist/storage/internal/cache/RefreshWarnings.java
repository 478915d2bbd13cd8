package io.loist.storage.internal.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.loist.SigningException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Logs failed refreshes, at most one in a minute, and never with the URL. Safe for use by many threads. */
public final class RefreshWarnings {

    private static final long NANOS_BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

    private final Consumer<String> log;
    private final Ticker ticker;
    private final AtomicLong nextWarning;

    public RefreshWarnings(Consumer<String> log, Ticker ticker) {
        this.log = log;
        this.ticker = ticker;
        this.nextWarning = new AtomicLong(ticker.read());
    }

    void refreshFailed(RuntimeException failure) {
        long due = nextWarning.get();
        long now = ticker.read();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + NANOS_BETWEEN_WARNINGS)) {
            // Only the message of a SigningException is known to contain no URL.
            String reason = failure instanceof SigningException
                    ? String.valueOf(failure.getMessage())
                    : failure.getClass().getName();
            log.accept("A signed URL could not be refreshed; the old one is returned until it has too little time left."
                    + " Further failures are not logged for a minute. " + reason);
        }
    }
}
