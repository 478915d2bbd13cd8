package io.loist.examples.bench;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Watches how much of the heap is in use after each collection, garbage left out: what a program needs, not what it is given. */
final class HeapWatch implements AutoCloseable {

    private static final int PAUSE_MILLIS = 20;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final long started = ManagementFactory.getRuntimeMXBean().getUptime();
    private final AtomicLong peak = new AtomicLong();
    private final ScheduledFuture<?> looks;
    private final long before = peak();

    private HeapWatch() {
        looks = thread.scheduleAtFixedRate(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    static HeapWatch start() {
        return new HeapWatch();
    }

    /** Returns the most bytes that were in use so far. */
    long peak() {
        System.gc();
        look();
        return peak.get();
    }

    /** Returns by how many bytes that is more than at the start. */
    long growth() {
        return peak() - before;
    }

    @Override
    public void close() {
        looks.cancel(false);
        thread.shutdown();
    }

    private void look() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
            GcInfo last = collector.getLastGcInfo();
            if (last != null && last.getStartTime() >= started) {
                long used = last.getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> !pool.getKey().contains("Meta")
                                && !pool.getKey().contains("Code")
                                && !pool.getKey().contains("Class"))
                        .map(Map.Entry::getValue)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
                peak.accumulateAndGet(used, Math::max);
            }
        }
    }
}
