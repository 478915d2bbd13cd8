package io.loist.storage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that answer requests: virtual ones where the JVM has them, otherwise a bounded pool. A thread that makes no progress
 * is interrupted, which closes the connection it waits for, so that a client that stalls cannot hold it for ever; the JDK's server
 * has no time limit of its own that is not for the whole JVM.
 */
final class HttpWorkers implements Executor, AutoCloseable {

    private static final int POOL_SIZE = 64;

    private final long patienceNanos;
    private final ExecutorService threads = threads();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(HttpWorkers::daemon);
    private final Map<Thread, Work> running = new ConcurrentHashMap<>();

    @SuppressWarnings("FutureReturnValueIgnored") // the watch ends with its executor
    HttpWorkers(Duration patience) {
        patienceNanos = patience.toNanos();
        long interval = Math.max(1, Math.min(patience.toMillis() / 4, 1_000));
        watch.scheduleWithFixedDelay(this::interruptStalled, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> run(task));
    }

    /** Says that the current thread has moved a byte. */
    void progressed() {
        Work work = running.get(Thread.currentThread());
        if (work != null) {
            work.lastProgress = System.nanoTime();
        }
    }

    private void run(Runnable task) {
        Work work = new Work(Thread.currentThread());
        running.put(work.thread, work);
        try {
            task.run();
        } finally {
            running.remove(work.thread);
            work.finish();
        }
    }

    private void interruptStalled() {
        long now = System.nanoTime();
        running.values().stream()
                .filter(work -> now - work.lastProgress > patienceNanos)
                .forEach(Work::interrupt);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdownNow();
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
        private boolean finished;

        private Work(Thread thread) {
            this.thread = thread;
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
