package io.loist.examples.benchmarks.database;

import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.track.TrackQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Claiming and completing tracks in batches by several workers, against the same SQL from a bare JDBC loop. */
public final class ClaimBench implements Bench {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final int BATCHES = 5;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String NAMESPACE = LoistDatabase.DEFAULT_NAMESPACE;

    private static final String FILL = """
            INSERT INTO audio_tracks (
              id, status, title, artist, album, genre, genres, year, duration_seconds, channels, sample_rate, bitrate, format,
              audio_gcs_path, audio_generation, file_size_bytes, audio_crc32c, audio_sha256, audio_content_type)
            SELECT id, 'PENDING', 'Title of song ' || i, 'Artist ' || i %% 500, 'Album ' || i %% 3000, 'Rock', '{Rock}',
                   1980 + i %% 40, 200 + i %% 100, 2, 44100, 320000, 'mp3', 'gs://bucket/audio/' || id || '/audio.mp3',
                   1700000000000000 + i, 5000000, 'yZRlqg==', sha256(i::text::bytea), 'audio/mpeg'
            FROM (SELECT i, gen_random_uuid() AS id FROM generate_series(1, %d) AS i OFFSET 0) AS fresh
            """;

    @Override
    public String name() {
        return "claim";
    }

    @Override
    public String usage() {
        return "[--workers N] [--batch N]  claim and complete against the same SQL from a bare JDBC loop";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        int workers = options.number("workers", 4);
        int batch = options.number("batch", 500);
        int perRound = workers * batch * BATCHES;
        int count = 2 * perRound * (ROUNDS + WARM_UP) + batch;
        Rounds rounds = new Rounds();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try (BenchServer server = BenchServer.start(report);
                LoistDatabase database = server.migrated()) {
            fill(server, count);
            BareWorker.Statements statements = statements(server, batch);
            List<BareWorker> bare = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                bare.add(new BareWorker(server.connect(), NAMESPACE, statements));
            }
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                if (round == WARM_UP) {
                    rounds.forget();
                }
                rounds.time("loist", () -> all(threads, perRound, workers, worker -> work(database.queue(), batch)));
                rounds.time(
                        "sql",
                        () -> all(
                                threads,
                                perRound,
                                workers,
                                worker -> bare.get(worker).work(batch)));
            }
            for (BareWorker worker : bare) {
                worker.close();
            }
        } finally {
            threads.shutdownNow();
        }
        report.put("env.rows", count);
        report.put("claim.workers", workers);
        report.put("claim.batch", batch);
        report.put("claim.tracks_per_s", perRound / rounds.seconds("loist"));
        report.put("claim.sql.tracks_per_s", perRound / rounds.seconds("sql"));
        report.put("claim.ratio_to_sql", rounds.ratio("loist", "sql"));
    }

    /** Works on one batch, and returns its number of tracks. */
    @FunctionalInterface
    private interface Step {
        int of(int worker) throws Exception;
    }

    private static void all(ExecutorService threads, int tracks, int workers, Step step) throws Exception {
        List<Callable<Integer>> running = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int worker = i;
            running.add(() -> {
                int done = 0;
                for (int batch = 0; batch < BATCHES; batch++) {
                    done += step.of(worker);
                }
                return done;
            });
        }
        int done = 0;
        for (Future<Integer> worker : threads.invokeAll(running)) {
            done += worker.get();
        }
        if (done != tracks) {
            throw new IllegalStateException("only " + done + " of " + tracks + " tracks were worked on");
        }
    }

    private static int work(TrackQueue queue, int batch) {
        return queue.complete(queue.claim(batch, "loist", LEASE)).size();
    }

    private static BareWorker.Statements statements(BenchServer server, int batch) {
        CapturedSql captured = new CapturedSql();
        try (LoistDatabase database = LoistDatabase.create(captured.listen(server))) {
            work(database.queue(), batch);
        }
        String claim = captured.last(sql -> sql.contains("SKIP LOCKED"));
        String complete = captured.last(sql -> sql.contains("DELETE FROM"));
        return new BareWorker.Statements(
                claim.substring(0, claim.indexOf(';')), withoutSettings(claim), withoutSettings(complete));
    }

    private static String withoutSettings(String statements) {
        return statements.substring(statements.indexOf(';') + 1);
    }

    private static void fill(BenchServer server, int count) throws SQLException {
        try (Connection connection = server.connect()) {
            BenchServer.execute(
                    connection,
                    FILL.formatted(count),
                    "VACUUM ANALYZE audio_tracks",
                    "VACUUM ANALYZE track_queue",
                    "CHECKPOINT");
        }
    }
}
