package io.loist.examples.benchmarks.search;

import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the queries of a workload to a system, and reports relevance and speed. */
final class SearchMeasure {

    private static final int TOP = 10;

    /** Stands for the hits of a query that failed; compared by identity. */
    private static final List<Row> FAILED = List.of(new Row("", null, null, null, null, null));

    private static final long WARM_UP_NANOS = 15_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SearchSystem system;
    private final BenchReport report;

    SearchMeasure(SearchSystem system, BenchReport report) {
        this.system = system;
        this.report = report;
    }

    /** Sends each query for the first time. */
    void cold(String workload, List<JudgedQuery> queries) {
        List<Double> times = ask(queries).times();
        report.put(key(workload, "cold_p50_ms"), percentile(times, 50));
        report.put(key(workload, "cold_p95_ms"), percentile(times, 95));
    }

    /** Repeats the queries until the JVM has compiled the code. */
    void warmUp(Collection<List<JudgedQuery>> workloads) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < end) {
            workloads.forEach(queries ->
                    queries.stream().takeWhile(query -> System.nanoTime() < end).forEach(query -> hits(query.text())));
        }
    }

    /** Sends each query again, one after the other. */
    void warm(String workload, List<JudgedQuery> queries) {
        Answers answers = ask(queries);
        int count = queries.size();
        report.put(key(workload, "success_at_1"), (double) answers.first() / count);
        report.put(key(workload, "success_at_10"), (double) answers.found() / count);
        report.put(key(workload, "mrr_at_10"), answers.reciprocals() / count);
        report.put(key(workload, "p50_ms"), percentile(answers.times(), 50));
        report.put(key(workload, "p95_ms"), percentile(answers.times(), 95));
        report.put(key(workload, "p99_ms"), percentile(answers.times(), 99));
        report.put(
                key(workload, "per_s"),
                count
                        * 1_000
                        / answers.times().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum());
        report.put(key(workload, "errors"), answers.errors());
        report.put(key(workload, "queries"), count);
        answers.kinds().forEach((kind, answered) -> {
            report.put(key(workload, kind + ".success_at_1"), answered.share(1));
            report.put(key(workload, kind + ".success_at_10"), answered.share(TOP));
            report.put(key(workload, kind + ".p50_ms"), percentile(answered.times, 50));
            report.put(key(workload, kind + ".p95_ms"), percentile(answered.times, 95));
            report.put(key(workload, kind + ".p99_ms"), percentile(answered.times, 99));
            report.put(key(workload, kind + ".queries"), answered.places.size());
        });
    }

    /** Sends each query once more, with one thread for each core. */
    void parallel(String workload, List<JudgedQuery> queries) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            pool.execute(() -> {
                for (int i = next.getAndIncrement(); i < queries.size(); i = next.getAndIncrement()) {
                    hits(queries.get(i).text());
                }
            });
        }
        pool.shutdown();
        if (!pool.awaitTermination(1, TimeUnit.HOURS)) {
            throw new IllegalStateException(system.name() + " has not answered " + workload + " within an hour");
        }
        report.put(key(workload, "parallel_per_s"), queries.size() * NANOS_PER_SECOND / (System.nanoTime() - start));
    }

    private Answers ask(List<JudgedQuery> queries) {
        List<Double> times = new ArrayList<>(queries.size());
        int errors = 0;
        int first = 0;
        int found = 0;
        double reciprocals = 0;
        Map<String, OfKind> kinds = new TreeMap<>();
        for (JudgedQuery query : queries) {
            long start = System.nanoTime();
            List<Row> hits = hits(query.text());
            double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            times.add(millis);
            int place = place(query, hits);
            if (!query.kind().isEmpty()) {
                OfKind kind = kinds.computeIfAbsent(keyPart(query.kind()), none -> new OfKind());
                kind.places.add(place);
                kind.times.add(millis);
            }
            if (hits == FAILED) {
                errors++;
                continue;
            }
            if (place > 0) {
                found++;
                first += place == 1 ? 1 : 0;
                reciprocals += 1.0 / place;
            }
        }
        return new Answers(times, errors, first, found, reciprocals, kinds);
    }

    @SuppressWarnings("ReferenceEquality")
    private List<Row> hits(String text) {
        try {
            return system.search(text, TOP);
        } catch (Exception e) {
            return FAILED;
        }
    }

    /** Returns a kind as a part of a key: in lower case, without dots and spaces. */
    private static String keyPart(String kind) {
        return kind.toLowerCase(Locale.ROOT).replace('.', '_').replace(' ', '_');
    }

    @SuppressWarnings("ReferenceEquality")
    private static int place(JudgedQuery query, List<Row> hits) {
        for (int i = 0; hits != FAILED && i < hits.size(); i++) {
            if (query.isRelevant(hits.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static double percentile(List<Double> times, int percent) {
        List<Double> sorted = times.stream().sorted().toList();
        int at = Math.min(sorted.size() - 1, sorted.size() * percent / 100);
        return sorted.isEmpty() ? Double.NaN : sorted.get(at);
    }

    private String key(String workload, String figure) {
        return "search." + system.name() + "." + workload + "." + figure;
    }

    private record Answers(
            List<Double> times, int errors, int first, int found, double reciprocals, Map<String, OfKind> kinds) {}

    /** The queries of one kind: the places of the relevant hits, 0 where there is none, and the times in milliseconds. */
    private static final class OfKind {

        private final List<Integer> places = new ArrayList<>();
        private final List<Double> times = new ArrayList<>();

        /** Returns the share of places from the first one to {@code last}. */
        double share(int last) {
            return (double) places.stream().filter(place -> place > 0 && place <= last).count() / places.size();
        }
    }
}
