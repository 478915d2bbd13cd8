package io.loist.ingest;

import io.loist.ingest.spi.IngestJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prolongs leases again and again, from a thread of its own which ends when there is nothing to keep. */
final class LeaseKeeper<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    /** So many tries before a lease is lost. */
    private static final int TRIES = 3;

    private final String name;
    private final Duration lease;
    private final Consumer<List<T>> prolonging;
    private final Map<UUID, T> held = new ConcurrentHashMap<>();
    private boolean running;

    /**
     * Creates a keeper that has nothing to keep yet.
     *
     * @param name what its thread is called
     * @param prolonging prolongs up to {@link IngestJournal#MAX_BATCH} leases
     */
    LeaseKeeper(String name, Duration lease, Consumer<List<T>> prolonging) {
        this.name = name;
        this.lease = lease;
        this.prolonging = prolonging;
    }

    /** Keeps a lease good until it is released. */
    void keep(UUID id, T held) {
        this.held.put(id, held);
        start();
    }

    void release(UUID id) {
        held.remove(id);
    }

    private synchronized void start() {
        if (!running) {
            running = true;
            Thread keeper = new Thread(this::run, name);
            keeper.setDaemon(true);
            keeper.start();
        }
    }

    private synchronized boolean isOver() {
        running = !held.isEmpty();
        return !running;
    }

    private void run() {
        try {
            do {
                TimeUnit.NANOSECONDS.sleep(lease.toNanos() / TRIES);
                prolong();
            } while (!isOver());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void prolong() {
        List<T> all = List.copyOf(held.values());
        for (int from = 0; from < all.size(); from += IngestJournal.MAX_BATCH) {
            try {
                prolonging.accept(all.subList(from, Math.min(all.size(), from + IngestJournal.MAX_BATCH)));
            } catch (RuntimeException e) {
                LOG.warn(
                        "Leases of tracks that are worked on could not be prolonged; trying again: {}", e.getMessage());
            }
        }
    }
}
