package io.loist.examples.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times the systems in turn, round by round, so that other load on the machine affects all of them; medians count. */
public final class Rounds {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuSeconds = new LinkedHashMap<>();

    /** What is timed. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    public void time(String name, Step step) throws Exception {
        long cpuStart = cpuNanos();
        long start = System.nanoTime();
        step.run();
        note(seconds, name, (double) (System.nanoTime() - start));
        note(cpuSeconds, name, cpuStart < 0 ? Double.NaN : (double) (cpuNanos() - cpuStart));
    }

    private static void note(Map<String, List<Double>> times, String name, double nanos) {
        times.computeIfAbsent(name, key -> new ArrayList<>()).add(nanos / 1e9);
    }

    /** Returns the time that this thread has had a core so far, or -1 where the platform does not report it. */
    private static long cpuNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : -1;
    }

    /** Forgets the times so far: they were the warm-up. */
    public void forget() {
        seconds.clear();
        cpuSeconds.clear();
    }

    public double seconds(String name) {
        return median(seconds.getOrDefault(name, List.of()));
    }

    /**
     * Returns the CPU time of this thread, which on a busy machine is less than the elapsed time and does not include other
     * threads. Not a number where the platform does not report it.
     */
    public double cpuSeconds(String name) {
        return median(cpuSeconds.getOrDefault(name, List.of()));
    }

    /** Returns how many times as fast the first is as the second: the median of the rounds' ratios. */
    public double ratio(String first, String second) {
        return ratio(seconds, first, second);
    }

    /** Returns the same ratio of CPU times. */
    public double cpuRatio(String first, String second) {
        return ratio(cpuSeconds, first, second);
    }

    private static double ratio(Map<String, List<Double>> times, String first, String second) {
        List<Double> ratios = new ArrayList<>();
        List<Double> one = times.getOrDefault(first, List.of());
        List<Double> other = times.getOrDefault(second, List.of());
        for (int i = 0; i < one.size(); i++) {
            ratios.add(other.get(i) / one.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
