package io.loist.examples.benchmarks.harness;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches how much of the heap is in use after each collection, garbage left out: what a program needs, not what it is given. Only
 * collections count that happen while it watches; those before may have found the heap fuller.
 */
public final class HeapWatch implements AutoCloseable {

    private static final int PAUSE_MILLIS = 20;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
    private final Map<String, Long> seenBefore = new HashMap<>();
    private final AtomicLong peak = new AtomicLong();
    private final ScheduledFuture<?> looks;
    private final long before;

    private HeapWatch() {
        System.gc();
        for (GarbageCollectorMXBean collector : collectors) {
            GcInfo last = collector.getLastGcInfo();
            seenBefore.put(collector.getName(), last == null ? -1 : last.getId());
        }
        before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        peak.set(before);
        looks = thread.scheduleAtFixedRate(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Collects all garbage, and watches from then on. */
    public static HeapWatch start() {
        return new HeapWatch();
    }

    /** Returns the most bytes that were in use so far. */
    public long peak() {
        System.gc();
        look();
        return peak.get();
    }

    /** Returns by how many bytes that is more than at the start. */
    public long growth() {
        return peak() - before;
    }

    @Override
    public void close() {
        looks.cancel(false);
        thread.shutdown();
    }

    private void look() {
        for (GarbageCollectorMXBean collector : collectors) {
            GcInfo last = collector.getLastGcInfo();
            if (last != null && last.getId() > seenBefore.getOrDefault(collector.getName(), -1L)) {
                peak.accumulateAndGet(used(last), Math::max);
            }
        }
    }

    private static long used(GcInfo collection) {
        return collection.getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> !pool.getKey().contains("Meta")
                        && !pool.getKey().contains("Code")
                        && !pool.getKey().contains("Class"))
                .map(Map.Entry::getValue)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
