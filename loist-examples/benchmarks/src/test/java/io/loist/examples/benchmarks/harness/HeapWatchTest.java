package io.loist.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether the figure is one: it must see what is held, even if it is let go before the end, and must not see garbage. */
@Timeout(60)
class HeapWatchTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** What other threads of the tests' JVM may come to. */
    private static final long SLACK = 12L * MEGABYTE;

    @Test
    void growth_heldAndLetGo_isSeen() {
        try (HeapWatch watch = HeapWatch.start()) {
            holdThroughACollection(40);

            assertThat(watch.growth()).isBetween(40L * MEGABYTE - SLACK, 40L * MEGABYTE + SLACK);
        }
    }

    @Test
    void growth_fullerHeapBefore_hidesNothing() {
        holdThroughACollection(80);

        try (HeapWatch watch = HeapWatch.start()) {
            holdThroughACollection(40);

            assertThat(watch.growth()).isBetween(40L * MEGABYTE - SLACK, 40L * MEGABYTE + SLACK);
        }
    }

    @Test
    void growth_garbageAlone_isNotCounted() {
        try (HeapWatch watch = HeapWatch.start()) {
            litterUntilACollection();

            assertThat(watch.growth()).isBetween(0L, SLACK);
        }
    }

    private static void holdThroughACollection(int megabytes) {
        List<byte[]> held = new ArrayList<>();
        for (int i = 0; i < megabytes * 8; i++) {
            held.add(new byte[MEGABYTE / 8]);
        }
        litterUntilACollection();
        assertThat(held).hasSize(megabytes * 8);
    }

    /** Makes garbage until the JVM collects it by itself, and the watch has had time to look. */
    private static void litterUntilACollection() {
        long before = collections();
        while (collections() < before + 2) {
            assertThat(new byte[MEGABYTE / 8]).isNotNull();
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
