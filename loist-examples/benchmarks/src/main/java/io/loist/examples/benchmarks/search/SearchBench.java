package io.loist.examples.benchmarks.search;

import com.zaxxer.hikari.HikariDataSource;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.tracks.TrackFile;
import io.loist.examples.benchmarks.tracks.TrackFile.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Search: loist by its public interface, the seed design on the same server, and Lucene in the same JVM, with and without other scripts, on the same rows. */
public final class SearchBench implements Bench {

    private static final int ROWS = 20_000;
    private static final int QUERIES_PER_KIND = 200;
    /** There are many kinds of queries in other scripts: each has one for this many of another kind. */
    private static final int GENERATED_PER_SCRIPT_KIND = 4;

    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String usage() {
        return "--tracks FILE.tsv[.gz][,FILE…] --queries FILE.tsv[,FILE.tsv] --rows N --generated N"
                + "   relevance and speed of loist, the seed design and Lucene, of each kind (4th column), too;"
                + " --generated 0 for the queries of the files alone";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        List<Row> rows = TrackFile.of(options, ROWS, report);
        Map<String, List<JudgedQuery>> workloads = workloads(options, rows);
        report.put("env.rows", rows.size());
        try (BenchServer server = BenchServer.startForReads(report);
                HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(server.url());
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            try (LoistSearch loist = new LoistSearch(server, pool);
                    SeedSearch seed = new SeedSearch(server, pool);
                    LuceneSearch lucene = LuceneSearch.ofNames();
                    LuceneSearch scripts = LuceneSearch.ofScripts()) {
                load(loist, rows, report);
                long start = System.nanoTime();
                loist.refresh();
                report.put("search.loist.refresh_s", seconds(start));
                load(seed, rows, report);
                seed.refresh();
                load(lucene, rows, report);
                load(scripts, rows, report);
                measure(List.of(loist, seed, lucene, scripts), workloads, report);
            }
        }
    }

    private static Map<String, List<JudgedQuery>> workloads(BenchOptions options, List<Row> rows) throws IOException {
        Map<String, List<JudgedQuery>> workloads = new LinkedHashMap<>();
        Optional<String> files = options.text("queries");
        for (String file : files.map(names -> names.split(",", -1)).orElse(new String[0])) {
            Path path = Path.of(file);
            String name = String.valueOf(path.getFileName()).replaceFirst("\\..*", "");
            workloads.put(name, JudgedQuery.read(path));
        }
        int generated = options.number("generated", QUERIES_PER_KIND);
        if (generated > 0) {
            workloads.putAll(new SearchWorkloads(rows, generated).all());
            List<JudgedQuery> scripts = ScriptWorkload.of(rows, Math.max(1, generated / GENERATED_PER_SCRIPT_KIND));
            if (!scripts.isEmpty()) {
                workloads.put("scripts", scripts);
            }
        }
        return workloads;
    }

    private static void load(SearchSystem system, List<Row> rows, BenchReport report) throws Exception {
        long start = System.nanoTime();
        system.load(rows);
        report.put("search." + system.name() + ".load_s", seconds(start));
    }

    /** Systems and workloads take turns, so that none profits from a quiet moment or from what the previous one left in memory. */
    private static void measure(
            List<SearchSystem> systems, Map<String, List<JudgedQuery>> workloads, BenchReport report)
            throws Exception {
        List<SearchMeasure> measures = new ArrayList<>();
        for (SearchSystem system : systems) {
            report.put("search." + system.name() + ".index_bytes", (double) system.indexBytes());
            SearchMeasure measure = new SearchMeasure(system, report);
            workloads.forEach(measure::cold);
            measure.warmUp(workloads.values());
            measures.add(measure);
        }
        workloads.forEach((name, queries) -> measures.forEach(measure -> measure.warm(name, queries)));
        for (Map.Entry<String, List<JudgedQuery>> workload : workloads.entrySet()) {
            for (SearchMeasure measure : measures) {
                measure.parallel(workload.getKey(), workload.getValue());
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }
}
