package io.loist.ingest;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads to take files in with: virtual ones where the JVM has them, from Java 21 on. */
final class Threads {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Threads() {}

    static ExecutorService start(int most) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newFixedThreadPool(most, Threads::daemon);
        }
    }

    /** Returns threads that end by themselves once there is nothing to do for a while, so that nobody need close them. */
    static Executor whileNeeded() {
        return Executors.newCachedThreadPool(Threads::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "loist-ingest-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
