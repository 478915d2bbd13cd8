package io.loist.ingest;

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

/** Claims tracks as there is room for them, and works on them at the same time. */
final class WorkLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

    private final IntFunction<List<Claim>> claims;
    private final Consumer<Claim> task;
    private final int most;
    private final Duration pause;
    private final Semaphore room;
    private final ExecutorService threads;
    private @Nullable Thread loop;
    private volatile boolean closed;

    WorkLoop(IntFunction<List<Claim>> claims, Consumer<Claim> task, int most, Duration pause) {
        this.claims = claims;
        this.task = task;
        this.most = most;
        this.pause = pause;
        this.room = new Semaphore(most);
        this.threads = Threads.start(most);
    }

    synchronized void start() {
        requireOpen();
        if (loop == null) {
            loop = new Thread(this::run, "loist-ingest-worker");
            loop.setDaemon(true);
            loop.start();
        }
    }

    long drain() {
        synchronized (this) {
            requireOpen();
            if (loop != null) {
                throw new IllegalStateException("the worker has been started; drain another one");
            }
        }
        long done = 0;
        int claimed;
        do {
            claimed = turn();
            done += claimed;
        } while (claimed > 0 && !closed && !Thread.currentThread().isInterrupted());
        room.acquireUninterruptibly(most);
        room.release(most);
        return done;
    }

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
        room.acquireUninterruptibly(most);
        room.release(most);
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
                LOG.warn("No track could be claimed; trying again in {}: {}", pause, e.getMessage());
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

    /** Waits until there is room, and begins with as many tracks as there are and fit in. Returns how many. */
    private int turn() {
        room.acquireUninterruptibly();
        int free = 1 + room.drainPermits();
        List<Claim> claimed = List.of();
        try {
            claimed = closed ? List.of() : claims.apply(free);
        } finally {
            room.release(free - claimed.size());
        }
        for (Claim claim : claimed) {
            threads.execute(() -> {
                try {
                    task.accept(claim);
                } finally {
                    room.release();
                }
            });
        }
        return claimed.size();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the worker has been closed; build another one");
        }
    }
}
