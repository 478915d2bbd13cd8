package io.loist.storage.internal.server.http;

import io.loist.internal.Daemons;
import io.loist.internal.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that answer requests: virtual threads if the JVM has them, otherwise a pool; the number of requests is limited either
 * way. A thread that makes no progress is interrupted, which closes its connection, so that a stalled client cannot hold it forever: the
 * JDK's server has only time limits for the whole JVM. A trickle of bytes does not count as progress.
 */
public final class HttpWorkers implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpWorkers.class);

    /** The number of bytes that a thread must move within the stall timeout. */
    static final int PROGRESS_BYTES = 4 * 1024;

    private static final int POOL_SIZE = 64;
    static final int MAX_REQUESTS = 1_024;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final long stallNanos;
    private final ExecutorService threads = Daemons.waiting("loist-local-media", POOL_SIZE);
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("loist-local-media-watch"));
    private final Map<Thread, Work> running = new ConcurrentHashMap<>();
    private final AtomicInteger admitted = new AtomicInteger();

    /**
     * Creates the threads.
     *
     * @param stallTimeout the maximum time that a thread may take to move {@value #PROGRESS_BYTES} bytes
     */
    public HttpWorkers(Duration stallTimeout) {
        this(stallTimeout, Ticker.SYSTEM);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the watch ends with its executor
    HttpWorkers(Duration stallTimeout, Ticker ticker) {
        this.ticker = ticker;
        stallNanos = stallTimeout.toNanos();
        long interval = Math.max(1, Math.min(stallTimeout.toMillis() / 4, 1_000));
        watch.scheduleWithFixedDelay(this::interruptStalled, interval, interval, TimeUnit.MILLISECONDS);
    }

    /**
     * Runs a task in its own thread.
     *
     * @throws RejectedExecutionException if too many requests are running; the JDK's server then closes the connection
     */
    @Override
    public void execute(Runnable task) {
        if (admitted.incrementAndGet() > MAX_REQUESTS) {
            admitted.decrementAndGet();
            throw new RejectedExecutionException("more than " + MAX_REQUESTS + " requests at once");
        }
        try {
            threads.execute(() -> run(task));
        } catch (RejectedExecutionException e) { // the server has just been closed
            admitted.decrementAndGet();
            throw e;
        }
    }

    /** Records that the current thread has moved some bytes. */
    public void progressed(int bytes) {
        Work work = running.get(Thread.currentThread());
        if (work != null) {
            work.progressed(bytes, ticker.nanos());
        }
    }

    private void run(Runnable task) {
        Work work = new Work(Thread.currentThread(), ticker.nanos());
        running.put(work.thread, work);
        try {
            task.run();
        } finally {
            running.remove(work.thread);
            admitted.decrementAndGet();
            work.finish();
        }
    }

    /** Interrupts the threads without progress. The watch calls this periodically. */
    void interruptStalled() {
        long now = ticker.nanos();
        running.values().stream()
                .filter(work -> now - work.lastProgress > stallNanos)
                .forEach(Work::interrupt);
    }

    /** Interrupts all running requests and waits up to 5 seconds for their end. */
    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The local media server is closed, but a request is still running; does the store hang?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request and the thread that answers it. */
    private static final class Work {

        private final Thread thread;
        private volatile long lastProgress;
        private int moved;
        private boolean finished;

        private Work(Thread thread, long now) {
            this.thread = thread;
            this.lastProgress = now;
        }

        /** Only the thread itself calls this. */
        private void progressed(int bytes, long now) {
            moved += bytes;
            if (moved >= PROGRESS_BYTES) {
                moved = 0;
                lastProgress = now;
            }
        }

        private synchronized void interrupt() {
            if (!finished) {
                thread.interrupt();
            }
        }

        /** Clears the interrupt, because the thread may be reused. */
        private synchronized void finish() {
            finished = true;
            Thread.interrupted();
        }
    }
}
