package io.loist.db.internal.play;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.text.SearchEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts plays, deletes those of old days, and computes popularity, of all namespaces, in short transactions. What one run leaves, the
 * next one does. It ends as soon as another process is at it.
 */
public final class PlayUpkeep {

    private static final int PLAYS_PER_BATCH = 5_000;
    private static final int TRACKS_PER_BATCH = 500;
    private static final int MAX_BATCHES = 200;

    /** Share of the half-life after which a popularity is too great by a fourteenth. */
    private static final int RENEWALS_PER_HALF_LIFE = 10;

    /** A track whose plays have decayed to this is as popular as one that was never played. */
    private static final double NO_POPULARITY = 0.05;

    /** The relative difference below which a popularity is not written. */
    private static final double SAME = 0.05;

    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final Scope scope;
    private final PlaySettings settings;

    public PlayUpkeep(Scope scope, PlaySettings settings) {
        this.scope = scope;
        this.settings = settings;
    }

    public void run(Jdbc jdbc) {
        each(
                jdbc,
                PlayUpkeepSql.NEXT_UNCOUNTED,
                "count plays",
                (connection, its) ->
                        Jdbc.update(connection, its.in(PlayUpkeepSql.COUNT).with("batch", PLAYS_PER_BATCH)));
        each(jdbc, PlayUpkeepSql.NEXT_COUNTED, "delete plays of old days", this::deleteOld);
        Duration half = settings.halfLife();
        if (half != null) {
            each(
                    jdbc,
                    PlayUpkeepSql.NEXT_COUNTED,
                    "compute popularity",
                    (connection, its) -> rank(connection, its, half));
        }
    }

    /** One batch in a namespace; returns the number of rows that it did, 0 if none is left. */
    private interface Batch {
        int run(Connection connection, Scope its) throws SQLException;
    }

    private void each(Jdbc jdbc, String nextNamespace, String action, Batch batch) {
        int batches = 0;
        String namespace = next(jdbc, nextNamespace, "");
        while (namespace != null && batches < MAX_BATCHES) {
            Scope its = scope.ofNamespace(namespace);
            int rows = jdbc.inTransaction(
                    action, Jdbc.keeping(TransactionSettings.OF_INDEXING, Jdbc.keeping(PlaySql.SETTINGS, connection -> {
                        Jdbc.query(connection, Sql.of(PlaySql.USE_INDEXES), row -> 0);
                        return lock(connection) ? batch.run(connection, its) : -1;
                    })));
            if (rows < 0) {
                return;
            }
            batches++;
            namespace = rows == 0 ? next(jdbc, nextNamespace, namespace) : namespace;
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        return Jdbc.query(connection, scope.in(PlayUpkeepSql.TRY_LOCK), row -> row.getBoolean(1))
                .get(0);
    }

    private @Nullable String next(Jdbc jdbc, String sql, String after) {
        Sql find = Sql.of(scope.sql(sql)).with("after", after);
        return jdbc.read(
                        "look for plays",
                        connection -> Jdbc.query(connection, find, row -> Optional.ofNullable(row.getString(1)))
                                .get(0))
                .orElse(null);
    }

    private int deleteOld(Connection connection, Scope its) throws SQLException {
        int deleted = Jdbc.update(connection, its.in(PlayUpkeepSql.DELETE_OLD).with("batch", PLAYS_PER_BATCH));
        if (deleted == 0) {
            Jdbc.update(connection, its.in(PlayUpkeepSql.REFUSE_OLD).with("days", settings.keptDays()));
        }
        return deleted;
    }

    /** A track, its popularity as it is and as it should be, and its words in the index, if it is indexed. */
    private record Scored(
            UUID id,
            double popularity,
            double score,
            @Nullable String words) {

        static Scored map(ResultSet row) throws SQLException {
            double score = row.getDouble("score");
            return new Scored(
                    row.getObject("id", UUID.class),
                    row.getDouble("popularity"),
                    score < NO_POPULARITY ? 0 : score,
                    row.getString("words"));
        }

        boolean differs() {
            return Math.abs(score - popularity) > SAME * Math.max(score, popularity);
        }

        double rank() {
            return words == null ? 0 : SearchEntry.rank(score, words);
        }
    }

    private static int rank(Connection connection, Scope its, Duration half) throws SQLException {
        Sql find = its.in(PlayUpkeepSql.SCORE)
                .with("half_life", half.toSeconds() / SECONDS_PER_DAY)
                .with("age_seconds", (double)
                        half.dividedBy(RENEWALS_PER_HALF_LIFE).toSeconds())
                .with("batch", TRACKS_PER_BATCH);
        List<Scored> scored = Jdbc.query(connection, find, Scored::map);
        List<Scored> changed = scored.stream().filter(Scored::differs).toList();
        if (!changed.isEmpty()) {
            Jdbc.update(
                    connection,
                    its.in(PlayUpkeepSql.RANK)
                            .with("ids", changed.stream().map(Scored::id).toArray(UUID[]::new))
                            .with(
                                    "popularities",
                                    changed.stream().map(Scored::score).toArray(Double[]::new))
                            .with("ranks", changed.stream().map(Scored::rank).toArray(Double[]::new)));
        }
        if (!scored.isEmpty()) {
            Sql note = its.in(PlayUpkeepSql.NOTE_SCORED)
                    .with("ids", scored.stream().map(Scored::id).toArray(UUID[]::new));
            Jdbc.update(connection, note);
        }
        return scored.size();
    }
}
