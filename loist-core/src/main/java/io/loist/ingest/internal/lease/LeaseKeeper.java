package io.loist.ingest.internal.lease;

import io.loist.ingest.spi.IngestJournal;
import io.loist.internal.Daemons;
import io.loist.internal.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews leases periodically in a thread of its own, which ends when there are none. Safe for use by many threads.
 *
 * @param <T> what is leased
 */
public final class LeaseKeeper<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    /** The number of renewals that may fail before a lease is lost. */
    private static final int TRIES = 3;

    private final String name;
    private final Duration period;
    private final Ticker ticker;
    private final Consumer<List<T>> renewal;
    private final Map<UUID, T> held = new ConcurrentHashMap<>();
    private boolean running;

    /**
     * Creates a keeper without leases.
     *
     * @param name the name of its thread
     * @param lease how long each lease lasts
     * @param renewal renews up to {@link IngestJournal#MAX_BATCH} leases; an exception or error is logged
     */
    public LeaseKeeper(String name, Duration lease, Ticker ticker, Consumer<List<T>> renewal) {
        this.name = name;
        this.period = lease.dividedBy(TRIES);
        this.ticker = ticker;
        this.renewal = renewal;
    }

    /** Renews a lease until it is released. */
    public void keep(UUID id, T lease) {
        held.put(id, lease);
        start();
    }

    /** Stops renewing a lease. */
    public void release(UUID id) {
        held.remove(id);
    }

    private synchronized void start() {
        if (!running) {
            Daemons.start(name, this::run);
            running = true;
        }
    }

    private synchronized boolean isOver() {
        running = !held.isEmpty();
        return !running;
    }

    /** The thread has ended though there are leases: the next lease starts another one. */
    private synchronized void ended() {
        running = false;
    }

    private void run() {
        boolean over = false;
        try {
            while (!over) {
                ticker.sleep(period);
                renewAll();
                over = isOver();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!over) {
                ended();
            }
        }
    }

    private void renewAll() {
        List<T> all = List.copyOf(held.values());
        for (int from = 0; from < all.size(); from += IngestJournal.MAX_BATCH) {
            try {
                renewal.accept(all.subList(from, Math.min(all.size(), from + IngestJournal.MAX_BATCH)));
            } catch (RuntimeException e) {
                LOG.warn("Leases could not be renewed; this is tried again until they end: {}", e.getMessage());
            } catch (Error e) {
                LOG.error("Leases could not be renewed; this is tried again until they end", e);
            }
        }
    }
}
