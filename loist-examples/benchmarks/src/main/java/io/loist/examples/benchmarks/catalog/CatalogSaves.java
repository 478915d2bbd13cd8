package io.loist.examples.benchmarks.catalog;

import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.examples.benchmarks.tracks.TrackFile;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Saves on a database, and on one in which the function that a save calls for the catalogue returns at once: what loist computes for
 * it is in both, so the ratio is that of the server's work and the round trip.
 */
final class CatalogSaves {

    private static final int LOADED = 50_000;
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 5;
    private static final int SAVES = 200;
    private static final String WITH = "with_catalog";
    private static final String WITHOUT = "without_catalog";

    private final BenchServer server;
    private final List<TrackFile.Row> rows;
    private int next;

    CatalogSaves(BenchServer server, List<TrackFile.Row> rows) {
        this.server = server;
        this.rows = rows;
    }

    void compare(BenchReport report) throws Exception {
        try (LoistDatabase with = loaded(WITH);
                LoistDatabase without = loaded(WITHOUT);
                Connection connection = server.connect(WITHOUT)) {
            BenchServer.execute(connection, """
                    CREATE OR REPLACE FUNCTION loist.loist_catalog_saved(
                      entry_namespace text, album_id uuid, ids uuid[], kinds text, completed boolean, duration numeric, is_new boolean,
                      marks integer[], names text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN true; END $$
                    """);
            Rounds rounds = new Rounds();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                if (round == WARM_UP) {
                    rounds.forget();
                }
                List<NewTrack> tracks = tracks();
                List<NewTrack> same = tracks();
                rounds.time("with", () -> tracks.forEach(with.tracks()::save));
                rounds.time("without", () -> same.forEach(without.tracks()::save));
                next += SAVES;
            }
            report.put("catalog.save_us", rounds.seconds("with") / SAVES * 1e6);
            report.put("catalog.save.ratio", rounds.ratio("without", "with"));
        }
    }

    private LoistDatabase loaded(String name) throws SQLException {
        server.execute("CREATE DATABASE " + name);
        LoistDatabase database = server.migrated(name);
        database.tracks().load(rows.stream().limit(LOADED).map(CatalogBench::track), LoadMode.INITIAL);
        database.refreshSearch();
        try (Connection connection = server.connect(name)) {
            BenchServer.execute(connection, "VACUUM ANALYZE");
        }
        return database;
    }

    private List<NewTrack> tracks() {
        List<NewTrack> tracks = new ArrayList<>();
        for (int i = 0; i < SAVES; i++) {
            tracks.add(CatalogBench.track(rows.get((next + i) % Math.min(LOADED, rows.size()))));
        }
        return tracks;
    }
}
