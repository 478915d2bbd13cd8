package io.loist.ingest;

import io.loist.track.Claim;
import io.loist.track.TrackWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps claims good while they are worked on, from a thread of its own which ends when there are none. */
final class ClaimLeases {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimLeases.class);
    private static final int TRIES = 3;

    private final TrackWork work;
    private final Duration lease;
    private final Map<UUID, Claim> held = new ConcurrentHashMap<>();
    private boolean running;

    ClaimLeases(TrackWork work, Duration lease) {
        this.work = work;
        this.lease = lease;
    }

    void during(Claim claim, Runnable task) {
        held.put(claim.id(), claim);
        keep();
        try {
            task.run();
        } finally {
            held.remove(claim.id(), claim);
        }
    }

    private synchronized void keep() {
        if (!running) {
            running = true;
            Thread keeper = new Thread(this::run, "loist-claim-leases");
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
        try {
            // Claims that are lost show when their tracks are to be finished
            List<Claim> good = work.heartbeat(List.copyOf(held.values()), lease);
            LOG.trace("{} claims prolonged", good.size());
        } catch (RuntimeException e) {
            LOG.warn("Claims could not be prolonged; trying again: {}", e.getMessage());
        }
    }
}
