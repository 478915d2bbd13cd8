package io.loist.examples.benchmarks.database;

import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.TrackFile;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finding a track by its id, against a prepared statement on a plain connection that reads the same columns. */
public final class LookupBench implements Bench {

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 4;

    private long seen;

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String usage() {
        return "[--tracks FILE] [--rows N] [--lookups N]  findById against a bare prepared statement";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        List<NewTrack> tracks = BareTrack.all(TrackFile.of(options, 50_000, report));
        int lookups = options.number("lookups", 5_000);
        report.put("env.rows", tracks.size());
        try (BenchServer server = BenchServer.start(report);
                LoistDatabase database = server.migrated();
                Connection connection = server.connect()) {
            database.tracks().load(tracks.stream(), LoadMode.INITIAL);
            BenchServer.execute(connection, "VACUUM ANALYZE audio_tracks");
            Rounds rounds = compare(database, connection, ids(tracks, lookups));
            report.put("lookup.loist.mean_us", rounds.seconds("loist") / lookups * 1e6);
            report.put("lookup.jdbc.mean_us", rounds.seconds("jdbc") / lookups * 1e6);
            report.put("lookup.ratio_to_jdbc", rounds.ratio("loist", "jdbc"));
        }
    }

    private Rounds compare(LoistDatabase database, Connection connection, List<UUID> ids) throws Exception {
        Rounds rounds = new Rounds();
        String sql = "SELECT version, error_message, retry_count, last_processed_at, " + BareTrack.names()
                + " FROM audio_tracks WHERE namespace = ? AND id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int[] types = types(statement);
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                if (round == WARM_UP) {
                    rounds.forget();
                }
                rounds.time("loist", () -> {
                    for (UUID id : ids) {
                        seen += database.tracks().findById(id).orElseThrow().version();
                    }
                });
                rounds.time("jdbc", () -> {
                    for (UUID id : ids) {
                        statement.setString(1, "default");
                        statement.setObject(2, id);
                        read(statement, types);
                    }
                });
            }
        }
        return rounds;
    }

    private void read(PreparedStatement statement, int[] types) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            for (int i = 1; i <= types.length; i++) {
                seen += value(row, i, types[i - 1]) == null ? 0 : 1;
            }
        }
    }

    /** Returns a value as the type that is cheapest to read. */
    private static @Nullable Object value(ResultSet row, int column, int type) throws SQLException {
        return switch (type) {
            case Types.BIGINT -> row.getLong(column);
            case Types.INTEGER, Types.SMALLINT -> row.getInt(column);
            case Types.DOUBLE -> row.getDouble(column);
            case Types.NUMERIC -> row.getBigDecimal(column);
            case Types.BINARY -> row.getBytes(column);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> row.getObject(column, OffsetDateTime.class);
            default -> row.getString(column);
        };
    }

    private static int[] types(PreparedStatement statement) throws SQLException {
        var columns = statement.getMetaData();
        int[] types = new int[columns.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns.getColumnType(i + 1);
        }
        return types;
    }

    private static List<UUID> ids(List<NewTrack> tracks, int count) {
        Random random = new Random(3);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(tracks.get(random.nextInt(tracks.size())).id());
        }
        return ids;
    }
}
