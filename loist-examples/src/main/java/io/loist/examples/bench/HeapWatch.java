package io.loist.examples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Watches how much of the heap is in use, not counting garbage, while something runs. It slows that down a great deal. */
final class HeapWatch implements AutoCloseable {

    private static final long PAUSE_MILLIS = 200;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private final long before = inUse();
    private final Thread thread = new Thread(this::watch, "heap watch");
    private volatile boolean done;
    private volatile long peak = before;

    private HeapWatch() {}

    static HeapWatch start() {
        HeapWatch watch = new HeapWatch();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Returns by how much the heap in use has been more than at the start, at most. */
    long growth() {
        return peak - before;
    }

    private void watch() {
        while (!done) {
            peak = Math.max(peak, inUse());
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static long inUse() {
        MEMORY.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        done = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
