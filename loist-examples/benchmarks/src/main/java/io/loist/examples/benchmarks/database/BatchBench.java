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
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Saving 1,000 tracks in one call, against a JDBC batch that writes the same columns and search entries. */
public final class BatchBench implements Bench {

    private static final int ROUNDS = 21;
    private static final int WARM_UP = 6;
    private static final String SCRATCH = "scratch";

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
        List<TrackFile.Row> rows =
                TrackFile.multiplied(TrackFile.of(options, 20_000, report), 2 * size * (ROUNDS + WARM_UP));
        Rounds rounds = new Rounds();
        try (BenchServer server = BenchServer.start(report)) {
            server.execute("CREATE DATABASE " + SCRATCH);
            try (LoistDatabase database = server.migrated();
                    LoistDatabase scratch = server.migrated(SCRATCH);
                    Connection scratchConnection = server.connect(SCRATCH);
                    Connection connection = server.connect()) {
                connection.setAutoCommit(false);
                for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                    if (round == WARM_UP) {
                        rounds.forget();
                    }
                    List<NewTrack> one = BareTrack.all(rows.subList(2 * round * size, (2 * round + 1) * size));
                    List<NewTrack> other = BareTrack.all(rows.subList((2 * round + 1) * size, (2 * round + 2) * size));
                    List<WrittenRows> written = written(other, scratch, scratchConnection);
                    rounds.time("loist", () -> database.tracks().saveAllOrNone(one));
                    rounds.time("jdbc", () -> insert(written, connection));
                }
            }
        }
        report.put("env.rows", rows.size());
        report.put("batch.loist.tracks_per_s", size / rounds.seconds("loist"));
        report.put("batch.jdbc.tracks_per_s", size / rounds.seconds("jdbc"));
        report.put("batch.ratio_to_jdbc", rounds.ratio("loist", "jdbc"));
    }

    /** Has loist write tracks to the scratch database, and returns the rows, without those that a trigger makes from the others. */
    private static List<WrittenRows> written(List<NewTrack> tracks, LoistDatabase scratch, Connection connection)
            throws SQLException {
        scratch.tracks().saveAllOrNone(tracks);
        List<UUID> ids = tracks.stream().map(NewTrack::id).toList();
        WrittenRows rows = WrittenRows.read(connection, "audio_tracks", "id", ids);
        WrittenRows entries = WrittenRows.read(connection, "track_search", "track_id", ids);
        BenchServer.execute(connection, "TRUNCATE audio_tracks CASCADE");
        rows.insert(connection);
        boolean triggered =
                !WrittenRows.read(connection, "track_search", "track_id", ids).isEmpty();
        BenchServer.execute(connection, "TRUNCATE audio_tracks CASCADE");
        return triggered ? List.of(rows) : List.of(rows, entries);
    }

    private static void insert(List<WrittenRows> written, Connection connection) throws SQLException {
        for (WrittenRows rows : written) {
            rows.insert(connection);
        }
        connection.commit();
    }
}
