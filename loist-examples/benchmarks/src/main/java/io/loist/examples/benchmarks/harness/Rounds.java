package io.loist.examples.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times what is compared in turn, round by round, so that whatever else the machine does meets all of it; medians count. */
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

    /** Returns the time that this thread has had a core so far, or -1 where the platform does not tell. */
    private static long cpuNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : -1;
    }

    /** Forgets what was timed so far: it was the warm-up. */
    public void forget() {
        seconds.clear();
        cpuSeconds.clear();
    }

    public double seconds(String name) {
        return median(seconds.getOrDefault(name, List.of()));
    }

    /**
     * Returns how long this thread had a core for it, which on a machine with other work is less than the time that passed; what
     * other threads did for it is not in it. Not a number where the platform does not tell.
     */
    public double cpuSeconds(String name) {
        return median(cpuSeconds.getOrDefault(name, List.of()));
    }

    /** Returns how many times as fast the first is as the second: the median of the rounds' ratios. */
    public double ratio(String first, String second) {
        return ratio(seconds, first, second);
    }

    /** Returns the same of the times that this thread had a core. */
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
