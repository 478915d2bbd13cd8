package io.loist.db.internal.search.upkeep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the statistics of search every so often, in a thread of its own, until it is closed. */
public final class SearchUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SearchUpkeep.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(SearchUpkeep::daemon);
    private final ScheduledFuture<?> repeated;

    /** @throws IllegalArgumentException if {@code every} is not from 1 second to 30 days */
    public SearchUpkeep(Runnable refresh, Duration every) {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("every must be from 1 second to 30 days, but is " + every);
        }
        repeated = clock.scheduleWithFixedDelay(() -> run(refresh), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        repeated.cancel(false);
        clock.shutdown();
    }

    /** A refresh that fails is tried again when the next one is due. */
    private static void run(Runnable refresh) {
        try {
            refresh.run();
        } catch (RuntimeException e) {
            LOG.warn("The statistics of search could not be renewed; searches go on with the old ones.", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "loist-search-upkeep");
        thread.setDaemon(true);
        return thread;
    }
}
