package io.loist.storage.internal.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the threads that sign URLs anew in the background: few, with a bounded queue, gone when they have nothing to do. */
public final class RefreshThreads {

    private static final int THREADS = 4;
    private static final int WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;

    private RefreshThreads() {}

    public static Executor create() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "loist-refresh-urls");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
