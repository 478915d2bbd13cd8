package io.loist.examples.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times what is compared in turn, round by round, so that whatever else the machine does meets all of it; medians count. */
final class Rounds {

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    /** What is timed. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    void time(String name, Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        double taken = (System.nanoTime() - start) / 1e9;
        seconds.computeIfAbsent(name, key -> new ArrayList<>()).add(taken);
    }

    /** Forgets what was timed so far: it was the warm-up. */
    void forget() {
        seconds.clear();
    }

    double seconds(String name) {
        return median(seconds.getOrDefault(name, List.of()));
    }

    /** Returns how many times as fast the first is as the second: the median of the rounds' ratios. */
    double ratio(String first, String second) {
        List<Double> ratios = new ArrayList<>();
        List<Double> one = seconds.getOrDefault(first, List.of());
        List<Double> other = seconds.getOrDefault(second, List.of());
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
