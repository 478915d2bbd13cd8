package io.loist.db.internal.jdbc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a stream that keeps its connection for too long: once, with the stack trace of where it was opened. Other calls return
 * their connection themselves and are not watched, because that would add about 10 % to the shortest ones.
 */
final class LeakWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LeakWatch.class);

    private final CompletableFuture<Void> returned = new CompletableFuture<>();

    /**
     * Starts the time.
     *
     * @param late receives an exception with the stack trace of this call, if {@link #end} is not called in time
     */
    LeakWatch(Duration timeout, Consumer<Exception> late) {
        Exception taken = new Exception("the stream was opened here");
        returned.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(reason -> {
            late.accept(taken);
            return null;
        });
    }

    /** Starts the time of a watch that logs a warning. */
    static LeakWatch warning(Duration timeout) {
        return new LeakWatch(
                timeout,
                taken -> LOG.warn(
                        "A stream of rows has kept a connection for more than {}; close it after use, with"
                                + " try-with-resources.",
                        timeout,
                        taken));
    }

    void end() {
        returned.complete(null);
    }
}
