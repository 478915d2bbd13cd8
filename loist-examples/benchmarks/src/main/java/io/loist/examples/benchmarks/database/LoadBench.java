package io.loist.examples.benchmarks.database;

import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.SeedTable;
import io.loist.examples.benchmarks.tracks.TrackFile;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import java.sql.Connection;
import java.util.List;

/**
 * Loading tracks: with all indexes kept, into an empty library, and once more; against a plain COPY of the same rows into a table
 * without indexes, and against the seed design. Both of these get text for COPY that was made beforehand.
 */
public final class LoadBench implements Bench {

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String usage() {
        return "[--tracks FILE] [--rows N] [--rounds N]  loading tracks against plain COPY and the seed design";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        List<NewTrack> tracks = BareTrack.all(TrackFile.of(options, 50_000, report));
        int rows = tracks.size();
        Rounds rounds = new Rounds();
        try (BenchServer server = BenchServer.start(report);
                LoistDatabase database = server.migrated();
                Connection connection = server.connect()) {
            BenchServer.execute(connection, "CREATE TABLE bare_tracks (" + BareTrack.declarations() + ")");
            SeedTable.create(connection);
            round(new Rounds(), tracks.subList(0, Math.min(rows, 10_000)), database, connection);
            for (int i = 0; i < options.number("rounds", 3); i++) {
                round(rounds, tracks, database, connection);
            }
        }
        report.put("env.rows", rows);
        for (String name : List.of("copy", "seed", "inline", "initial")) {
            report.put("load." + name + ".tracks_per_s", rows / rounds.seconds(name));
        }
        for (String mode : List.of("inline", "initial")) {
            report.put("load." + mode + ".ratio_to_copy", rounds.ratio(mode, "copy"));
            report.put("load." + mode + ".ratio_to_seed", rounds.ratio(mode, "seed"));
        }
        report.put("load.reimport.speedup", rounds.ratio("reimport", "inline"));
    }

    private static void round(Rounds rounds, List<NewTrack> tracks, LoistDatabase database, Connection connection)
            throws Exception {
        BenchServer.execute(
                connection, "TRUNCATE audio_tracks CASCADE", "TRUNCATE bare_tracks, seed_tracks", "CHECKPOINT");
        byte[] bare = BareTrack.text(tracks);
        rounds.time("copy", () -> BareTrack.copy(connection, "bare_tracks", bare));
        byte[] seed = SeedTable.text(tracks);
        rounds.time("seed", () -> SeedTable.copy(connection, seed));
        rounds.time("inline", () -> database.tracks().load(tracks.stream(), LoadMode.UPSERT));
        rounds.time("reimport", () -> database.tracks().load(tracks.stream(), LoadMode.UPSERT));
        BenchServer.execute(connection, "TRUNCATE audio_tracks CASCADE", "CHECKPOINT");
        rounds.time("initial", () -> database.tracks().load(tracks.stream(), LoadMode.INITIAL));
    }
}
