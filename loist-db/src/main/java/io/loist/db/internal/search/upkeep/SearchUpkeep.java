package io.loist.db.internal.search.upkeep;

import io.loist.internal.Daemons;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes the statistics of search repeatedly, in a daemon thread, until it is closed. */
public final class SearchUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SearchUpkeep.class);
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_INTERVAL = Duration.ofDays(30);

    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("loist-search-upkeep"));
    private final ScheduledFuture<?> repeated;
    private final SearchFreshness freshness;

    /**
     * Starts refreshing, the first time at once.
     *
     * @param every the time between the end of a refresh and the start of the next one
     * @throws IllegalArgumentException if {@code every} is not from 1 second to 30 days
     */
    public SearchUpkeep(Runnable refresh, Duration every, SearchFreshness freshness) {
        if (every.compareTo(MIN_INTERVAL) < 0 || every.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("every must be from 1 second to 30 days, but is " + every);
        }
        this.freshness = freshness;
        freshness.keptEvery(every);
        repeated = scheduler.scheduleWithFixedDelay(() -> run(refresh), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        repeated.cancel(false);
        freshness.keptEvery(null);
        scheduler.shutdown();
    }

    /** A refresh that fails is repeated when the next one is due. */
    private void run(Runnable refresh) {
        try {
            refresh.run();
            freshness.failed(null);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The statistics of search could not be refreshed; searches use the old ones until the next attempt.",
                    e);
            freshness.failed(e);
        }
    }
}
