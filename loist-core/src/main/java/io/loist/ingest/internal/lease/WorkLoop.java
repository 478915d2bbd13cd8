package io.loist.ingest.internal.lease;

import io.loist.internal.Daemons;
import io.loist.track.Claim;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims tracks while fewer than a maximum are in work, and works on them concurrently. Safe for use by many threads. */
public final class WorkLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

    private final IntFunction<List<Claim>> claims;
    private final Consumer<Claim> task;
    private final int max;
    private final Duration pause;
    private final Semaphore room;
    private final ExecutorService threads;
    private @Nullable Thread loop;
    private volatile boolean closed;

    /**
     * Creates a loop that is not started.
     *
     * @param claims claims up to a number of tracks
     * @param task works on one of them; what it throws is logged
     * @param max the maximum number of tracks at the same time
     * @param pause the time between two claims when no track is due
     */
    public WorkLoop(IntFunction<List<Claim>> claims, Consumer<Claim> task, int max, Duration pause) {
        this(claims, task, new Pace(max, pause), Daemons.waiting("loist-ingest", max));
    }

    WorkLoop(IntFunction<List<Claim>> claims, Consumer<Claim> task, Pace pace, ExecutorService threads) {
        this.claims = claims;
        this.task = task;
        this.max = pace.max;
        this.pause = pace.pause;
        this.room = new Semaphore(max);
        this.threads = threads;
    }

    /** How many tracks are in work at the same time, and the time between two claims when none is due. */
    record Pace(int max, Duration pause) {}

    /** Starts to work in a thread of its own. Does nothing if it is started already. */
    public synchronized void start() {
        requireOpen();
        if (loop == null) {
            loop = Daemons.start("loist-ingest-worker", this::run);
        }
    }

    /** Works in the calling thread until no track is due, and returns the number of tracks. */
    public long drain() {
        synchronized (this) {
            requireOpen();
            if (loop != null) {
                throw new IllegalStateException("the worker has been started; call drain() on another one");
            }
        }
        long done = 0;
        int claimed;
        do {
            claimed = turn();
            done += claimed;
        } while (claimed > 0 && !closed && !Thread.currentThread().isInterrupted());
        room.acquireUninterruptibly(max);
        room.release(max);
        return done;
    }

    /** Claims no further track and waits for those in work. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = loop;
        }
        if (running != null) {
            running.interrupt();
        }
        room.acquireUninterruptibly(max);
        room.release(max);
        threads.shutdown();
    }

    private void run() {
        while (!closed) {
            try {
                if (turn() == 0) {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("No track could be claimed; the next try is in {}: {}", pause, e.getMessage());
                rest();
            } catch (Error e) {
                LOG.error("No track could be claimed; the next try is in {}", pause, e);
                rest();
            }
        }
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until another track may be begun, claims as many as may be, and returns their number. */
    private int turn() {
        room.acquireUninterruptibly();
        int free = 1 + room.drainPermits();
        List<Claim> claimed = List.of();
        try {
            claimed = closed ? List.of() : claims.apply(free);
        } finally {
            room.release(free - claimed.size());
        }
        int begun = 0;
        try {
            for (Claim claim : claimed) {
                threads.execute(() -> work(claim));
                begun++;
            }
        } finally {
            // Without a thread for them, the leases of the others end
            room.release(claimed.size() - begun);
        }
        return claimed.size();
    }

    private void work(Claim claim) {
        try {
            task.accept(claim);
        } catch (RuntimeException | Error e) {
            LOG.error("The work on the track {} was broken off; its lease will end", claim.id(), e);
        } finally {
            room.release();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the worker has been closed; build another one");
        }
    }
}
