package io.loist.storage.internal.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that answer requests: virtual ones where the JVM has them, otherwise a pool; bounded either way. A thread that makes no
 * progress is interrupted, which closes the connection it waits for, so that a client that stalls cannot hold it for ever; the JDK's
 * server has no time limit of its own that is not for the whole JVM. A few bytes now and then are no progress.
 */
public final class HttpWorkers implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpWorkers.class);

    /** What a thread has to move within the time it is given for it to be given more. */
    static final int PROGRESS_BYTES = 4 * 1024;

    private static final int POOL_SIZE = 64;
    static final int MAX_REQUESTS = 1_024;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final long patienceNanos;
    private final ExecutorService threads = threads();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(HttpWorkers::daemon);
    private final Map<Thread, Work> running = new ConcurrentHashMap<>();
    private final AtomicInteger admitted = new AtomicInteger();

    @SuppressWarnings("FutureReturnValueIgnored") // the watch ends with its executor
    public HttpWorkers(Duration patience) {
        patienceNanos = patience.toNanos();
        long interval = Math.max(1, Math.min(patience.toMillis() / 4, 1_000));
        watch.scheduleWithFixedDelay(this::interruptStalled, interval, interval, TimeUnit.MILLISECONDS);
    }

    /**
     * Runs a task on a thread of its own.
     *
     * @throws RejectedExecutionException if there is too much to do, which makes the JDK's server close the connection
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

    /** Says that the current thread has moved so many bytes more. */
    public void progressed(int bytes) {
        Work work = running.get(Thread.currentThread());
        if (work != null) {
            work.progressed(bytes);
        }
    }

    private void run(Runnable task) {
        Work work = new Work(Thread.currentThread());
        running.put(work.thread, work);
        try {
            task.run();
        } finally {
            running.remove(work.thread);
            admitted.decrementAndGet();
            work.finish();
        }
    }

    private void interruptStalled() {
        long now = System.nanoTime();
        running.values().stream()
                .filter(work -> now - work.lastProgress > patienceNanos)
                .forEach(Work::interrupt);
    }

    /** Interrupts what is running and waits a moment until it has ended. */
    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The local media server is closed, but a request still holds a thread; does the store hang?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) { // before Java 21, where they are missing or only a preview
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    POOL_SIZE, POOL_SIZE, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), HttpWorkers::daemon);
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "loist-local-media");
        thread.setDaemon(true);
        return thread;
    }

    /** One request and the thread that answers it. */
    private static final class Work {

        private final Thread thread;
        private volatile long lastProgress = System.nanoTime();
        private int moved;
        private boolean finished;

        private Work(Thread thread) {
            this.thread = thread;
        }

        /** Is called by the thread itself. */
        private void progressed(int bytes) {
            moved += bytes;
            if (moved >= PROGRESS_BYTES) {
                moved = 0;
                lastProgress = System.nanoTime();
            }
        }

        private synchronized void interrupt() {
            if (!finished) {
                thread.interrupt();
            }
        }

        /** Leaves the thread as it was found, for whatever it does next. */
        private synchronized void finish() {
            finished = true;
            Thread.interrupted();
        }
    }
}
