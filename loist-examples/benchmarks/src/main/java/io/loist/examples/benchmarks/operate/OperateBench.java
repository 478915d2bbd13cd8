package io.loist.examples.benchmarks.operate;

import com.zaxxer.hikari.HikariDataSource;
import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.TrackFile;
import io.loist.observe.LoistObserver;
import io.loist.observe.micrometer.MicrometerObserver;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.TrackRepository;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What observing costs: a call that does nothing, unobserved and observed; {@code findById} with meters and without. Then a steady load of
 * searches and saves, which arrive at fixed times whether or not those before them have ended.
 */
public final class OperateBench implements Bench {

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 5;
    private static final int CALLS = 2_000_000;
    private static final int LOOKUPS = 3_000;
    private static final int CONNECTIONS = 100;

    private long seen;

    @Override
    public String name() {
        return "operate";
    }

    @Override
    public String usage() {
        return "[--tracks FILE] [--rows N] [--seconds N]  what observers cost; 100 searches/s beside 20 saves/s";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        costOfAnObserver(report);
        List<TrackFile.Row> rows = TrackFile.of(options, 100_000, report);
        List<NewTrack> tracks = BareTrack.all(rows);
        report.put("env.rows", tracks.size());
        try (BenchServer server = BenchServer.startForReads(report);
                HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(server.url());
            pool.setMaximumPoolSize(CONNECTIONS);
            try (LoistDatabase plain = LoistDatabase.create(pool);
                    LoistDatabase metered = LoistDatabase.builder()
                            .dataSource(pool)
                            .observer(MicrometerObserver.of(new SimpleMeterRegistry()))
                            .build()) {
                plain.migrate();
                plain.tracks().load(tracks.stream(), LoadMode.INITIAL);
                plain.refreshSearch();
                costOfMeters(plain.tracks(), metered.tracks(), tracks, report);
                if (seen == 0) {
                    throw new IllegalStateException("nothing was called");
                }
                new SteadyLoad(metered, rows).run(options.number("seconds", 60), report);
            }
        }
    }

    /** A call of an interface that returns a constant, so that all of its time is the observer's. */
    private void costOfAnObserver(BenchReport report) throws Exception {
        Supplier<Integer> direct = () -> 1;
        LoistObserver none = operation -> outcome -> {};
        Rounds rounds = new Rounds();
        @SuppressWarnings("unchecked")
        Supplier<Integer> watched = none.watch(Supplier.class, direct);
        @SuppressWarnings("unchecked")
        Supplier<Integer> metered =
                MicrometerObserver.of(new SimpleMeterRegistry()).watch(Supplier.class, direct);
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            rounds.time("direct", () -> call(direct));
            rounds.time("watched", () -> call(watched));
            rounds.time("metered", () -> call(metered));
        }
        double direct1 = rounds.seconds("direct");
        report.put("operate.observer.ns", (rounds.seconds("watched") - direct1) / CALLS * 1e9);
        report.put("operate.micrometer.ns", (rounds.seconds("metered") - direct1) / CALLS * 1e9);
    }

    private void call(Supplier<Integer> service) {
        for (int i = 0; i < CALLS; i++) {
            seen += service.get();
        }
    }

    private void costOfMeters(
            TrackRepository plain, TrackRepository metered, List<NewTrack> tracks, BenchReport report)
            throws Exception {
        Rounds rounds = new Rounds();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            rounds.time("plain", () -> find(plain, tracks));
            rounds.time("metered", () -> find(metered, tracks));
        }
        report.put("operate.plain.find_us", rounds.seconds("plain") / LOOKUPS * 1e6);
        report.put("operate.micrometer.find_us", rounds.seconds("metered") / LOOKUPS * 1e6);
        report.put("operate.micrometer.ratio", rounds.ratio("metered", "plain"));
    }

    private void find(TrackRepository repository, List<NewTrack> tracks) {
        for (int i = 0; i < LOOKUPS; i++) {
            UUID id = tracks.get(i * 31 % tracks.size()).id();
            seen += repository.findById(id).orElseThrow().version();
        }
    }
}
