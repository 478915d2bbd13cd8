package io.loist.db.internal.jdbc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a connection that a caller keeps for too long, once, and where it was taken. Only what is kept beyond a call is
 * watched: every call gives its connection back itself, and watching would be about a tenth of what the shortest ones cost.
 */
final class LeakWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LeakWatch.class);

    private final CompletableFuture<Void> returned = new CompletableFuture<>();

    /**
     * Begins to watch.
     *
     * @param late is told where the connection was taken, if {@link #end} is not called in time
     */
    LeakWatch(Duration timeout, Consumer<Exception> late) {
        Exception taken = new Exception("the stream was opened here");
        returned.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(reason -> {
            late.accept(taken);
            return null;
        });
    }

    /** Begins to watch, and warns in the log. */
    static LeakWatch warning(Duration timeout) {
        return new LeakWatch(
                timeout,
                taken -> LOG.warn(
                        "A stream of rows has kept a connection for more than {}; close it when it is done with, by"
                                + " try-with-resources.",
                        timeout,
                        taken));
    }

    void end() {
        returned.complete(null);
    }
}
