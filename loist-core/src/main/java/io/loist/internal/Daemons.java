package io.loist.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Named threads that do not keep a JVM from ending. */
public final class Daemons {

    private static final long IDLE_SECONDS = 30;

    private Daemons() {}

    /** Starts a thread. */
    public static Thread start(String name, Runnable task) {
        Thread thread = daemon(name, task);
        thread.start();
        return thread;
    }

    /** Returns a factory of threads, all of one name. */
    public static ThreadFactory named(String name) {
        return task -> daemon(name, task);
    }

    /** Returns a factory of threads that are numbered: {@code name-1}, {@code name-2} and so on. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon(name + "-" + number.incrementAndGet(), task);
    }

    /**
     * Returns an executor for tasks that mostly wait: a virtual thread for each where the JVM has them (Java 21), otherwise up to
     * {@code max} platform threads, which end when they have nothing to do.
     */
    public static ExecutorService waiting(String name, int max) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return pool(name, max);
        }
    }

    /** Returns up to {@code max} threads, which end when they have nothing to do; tasks beyond that number wait. */
    public static ExecutorService pool(String name, int max) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                max, max, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), numbered(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Returns a thread for each task at the same time; they end when they have nothing to do. */
    public static ExecutorService unbounded(String name) {
        return Executors.newCachedThreadPool(numbered(name));
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
