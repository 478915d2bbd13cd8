package io.loist.examples.benchmarks.database;

import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.TrackFile;
import io.loist.track.NewTrack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;

/** Saving 1,000 tracks in one call, against a JDBC batch of the same INSERT into the same table. */
public final class BatchBench implements Bench {

    private static final int ROUNDS = 21;
    private static final int WARM_UP = 6;

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public String usage() {
        return "[--tracks FILE] [--batch N]  saveAllOrNone against a JDBC batch of the same INSERT";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        int size = options.number("batch", 1_000);
        List<TrackFile.Row> rows = TrackFile.multiplied(TrackFile.of(options, 20_000, report), 2 * size * (ROUNDS + WARM_UP));
        Rounds rounds = new Rounds();
        try (BenchServer server = BenchServer.start(report);
                LoistDatabase database = server.migrated();
                Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                if (round == WARM_UP) {
                    rounds.forget();
                }
                List<NewTrack> one = BareTrack.all(rows.subList(2 * round * size, (2 * round + 1) * size));
                List<NewTrack> other = BareTrack.all(rows.subList((2 * round + 1) * size, (2 * round + 2) * size));
                rounds.time("loist", () -> database.tracks().saveAllOrNone(one));
                rounds.time("jdbc", () -> insert(connection, other));
            }
        }
        report.put("env.rows", rows.size());
        report.put("batch.loist.tracks_per_s", size / rounds.seconds("loist"));
        report.put("batch.jdbc.tracks_per_s", size / rounds.seconds("jdbc"));
        report.put("batch.ratio_to_jdbc", rounds.ratio("loist", "jdbc"));
    }

    private static void insert(Connection connection, List<NewTrack> tracks) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(BareTrack.insert("audio_tracks"))) {
            for (NewTrack track : tracks) {
                BareTrack.bind(statement, track);
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }
}
