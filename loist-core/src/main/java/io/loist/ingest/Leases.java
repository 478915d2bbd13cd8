package io.loist.ingest;

import io.loist.DatabaseException;
import io.loist.ingest.IngestJournal.Writing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of what this process is writing good, from a thread of its own which ends when there is nothing to keep. A lease
 * counts as lost once its time is over by this machine's own clock, whether or not the database can be asked.
 */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** So many tries before a lease is lost. */
    private static final int TRIES = 3;

    private final IngestJournal journal;
    private final Duration lease;
    private final Map<UUID, Lease> held = new ConcurrentHashMap<>();
    private boolean running;

    Leases(IngestJournal journal, Duration lease) {
        this.journal = journal;
        this.lease = lease;
    }

    /** Begins to write something, and keeps the right to it until it is closed. */
    interface Beginning {
        Writing begin(Duration lease);
    }

    Lease hold(Beginning beginning) {
        long before = System.nanoTime();
        Writing writing = beginning.begin(lease);
        Lease started = new Lease(writing, before + lease.toNanos());
        held.put(writing.id(), started);
        keep();
        return started;
    }

    /** The right to write something for a while. */
    final class Lease implements AutoCloseable {

        private final Writing writing;
        private volatile long end;

        private Lease(Writing writing, long end) {
            this.writing = writing;
            this.end = end;
        }

        Writing writing() {
            return writing;
        }

        /**
         * Makes sure that the lease is good.
         *
         * @throws DatabaseException with the code {@code INGEST_LEASE_LOST} if it is not
         */
        void require() {
            if (end - System.nanoTime() <= 0) {
                throw lost(writing);
            }
        }

        @Override
        public void close() {
            held.remove(writing.id());
        }
    }

    static DatabaseException lost(Writing writing) {
        return new DatabaseException(
                "INGEST_LEASE_LOST",
                true,
                "The lease on the track " + writing.track()
                        + " ended while its objects were written, because the database could not be asked in time or this process"
                        + " stood still; nothing of it is kept. Try again, or choose a longer lease.",
                null,
                null);
    }

    private synchronized void keep() {
        if (!running) {
            running = true;
            Thread keeper = new Thread(this::run, "loist-ingest-leases");
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
        List<Lease> all = List.copyOf(held.values());
        for (int from = 0; from < all.size(); from += IngestJournal.MAX_BATCH) {
            List<Lease> some = all.subList(from, Math.min(all.size(), from + IngestJournal.MAX_BATCH));
            long before = System.nanoTime();
            try {
                Set<UUID> good =
                        journal.prolong(some.stream().map(Lease::writing).toList(), lease);
                some.forEach(each -> each.end = good.contains(each.writing.id()) ? before + lease.toNanos() : before);
            } catch (RuntimeException e) {
                LOG.warn("Leases of tracks that are taken in could not be prolonged; trying again: {}", e.getMessage());
            }
        }
    }
}
