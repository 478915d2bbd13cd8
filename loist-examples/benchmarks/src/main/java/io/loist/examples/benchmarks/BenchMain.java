package io.loist.examples.benchmarks;

import io.loist.examples.benchmarks.catalog.CatalogBench;
import io.loist.examples.benchmarks.database.BatchBench;
import io.loist.examples.benchmarks.database.ClaimBench;
import io.loist.examples.benchmarks.database.LoadBench;
import io.loist.examples.benchmarks.database.LookupBench;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.ingest.IngestBench;
import io.loist.examples.benchmarks.ingest.ReadBench;
import io.loist.examples.benchmarks.operate.OperateBench;
import io.loist.examples.benchmarks.search.SearchBench;
import io.loist.examples.benchmarks.serve.ServeBench;
import io.loist.examples.benchmarks.storage.SignBench;
import io.loist.examples.benchmarks.storage.TransferBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs one benchmark and prints its figures; {@code --json FILE} also writes them for programs. */
public final class BenchMain {

    private static final List<Bench> BENCHES = List.of(
            new LookupBench(),
            new LoadBench(),
            new BatchBench(),
            new ClaimBench(),
            new SearchBench(),
            new SignBench(),
            new TransferBench(),
            new ServeBench(),
            new ReadBench(),
            new IngestBench(),
            new CatalogBench(),
            new OperateBench());

    private BenchMain() {}

    /**
     * Runs a benchmark.
     *
     * @param arguments its name and its options
     */
    public static void main(String[] arguments) {
        int exitCode = run(Arrays.asList(arguments));
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(List<String> arguments) {
        Optional<Bench> bench = arguments.isEmpty()
                ? Optional.empty()
                : BENCHES.stream()
                        .filter(known -> known.name().equals(arguments.get(0)))
                        .findFirst();
        if (bench.isEmpty()) {
            System.out.println("Name one of these benchmarks; each also takes --json FILE:");
            BENCHES.forEach(known -> System.out.println("  " + known.name() + "  " + known.usage()));
            return 2;
        }
        try {
            BenchOptions options = BenchOptions.parse(arguments.subList(1, arguments.size()));
            BenchReport report = new BenchReport();
            bench.get().run(options, report);
            System.out.println(bench.get().name());
            report.print(System.out);
            Optional<Path> json = options.path("json");
            if (json.isPresent()) {
                report.writeJson(json.get());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            System.out.println("A file cannot be read or written: " + e.getMessage());
            return 1;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }
}
