package io.loist.db.internal.play;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.RowStream;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.play.ListenerData;
import io.loist.play.Play;
import io.loist.play.PlayedDay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.Stream;

/** All that is stored about one listener. */
final class ListenerRows {

    /** Days of which plays are deleted, or about to be; then the other plays, and those that no day contains yet; then preferences. */
    private static final String EXPORT = """
            WITH state AS (
              SELECT coalesce(max(kept_from), '-infinity') AS kept_from FROM ${schema}.track_play_state WHERE namespace = :namespace
            )
            SELECT 1 AS part, day.day, day.track_id, day.completed, day.skipped, day.heard_ms, day.last_at,
              NULL::boolean AS was_skipped, NULL::text AS kind, NULL::uuid AS subject, NULL::timestamptz AS starred_at, NULL::smallint AS rating
            FROM ${schema}.track_play_day AS day
            WHERE day.namespace = :namespace AND day.listener = :listener AND day.day < (SELECT kept_from FROM state)
            UNION ALL
            SELECT 2, NULL, play.track_id, 0, 0, play.heard_ms, play.started_at, play.skipped, NULL, NULL, NULL, NULL
            FROM ${schema}.track_play AS play
            WHERE play.namespace = :namespace AND play.listener = :listener
              AND (NOT play.counted OR (play.started_at AT TIME ZONE 'UTC')::date >= (SELECT kept_from FROM state))
            UNION ALL
            SELECT 3, NULL, NULL, 0, 0, 0, known.starred_at, NULL, known.kind, known.subject, known.starred_at, known.rating
            FROM ${schema}.listener_preference AS known
            WHERE known.namespace = :namespace AND known.listener = :listener
            ORDER BY part, day, last_at
            """;

    /** No one counts plays before this transaction ends: what is counted meanwhile would not be deleted. */
    private static final String LOCK = PlayUpkeepSql.LOCK;

    private static final String ERASE = """
            WITH played AS (
              DELETE FROM ${schema}.track_play WHERE namespace = :namespace AND listener = :listener RETURNING 1
            ), days AS (
              DELETE FROM ${schema}.track_play_day WHERE namespace = :namespace AND listener = :listener RETURNING 1
            ), totals AS (
              DELETE FROM ${schema}.track_play_total WHERE namespace = :namespace AND listener = :listener RETURNING 1
            ), preferences AS (
              DELETE FROM ${schema}.listener_preference WHERE namespace = :namespace AND listener = :listener RETURNING 1
            )
            SELECT EXISTS (SELECT FROM played) OR EXISTS (SELECT FROM days) OR EXISTS (SELECT FROM totals)
              OR EXISTS (SELECT FROM preferences)
            """;

    private final Jdbc jdbc;
    private final Scope scope;

    ListenerRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    Stream<ListenerData> export(String listener) {
        Sql sql = scope.in(EXPORT).with("listener", listener);
        return RowStream.open(jdbc, "export a listener", row -> map(row, listener), sql);
    }

    private static ListenerData map(ResultSet row, String listener) throws SQLException {
        return switch (row.getInt("part")) {
            case 1 -> new PlayedDay(row.getObject("day", LocalDate.class), PlayRows.count(row));
            case 2 ->
                new Play(
                        row.getObject("track_id", UUID.class),
                        listener,
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        Duration.ofMillis(row.getLong("heard_ms")),
                        row.getBoolean("was_skipped"));
            default -> PreferenceRows.map(row);
        };
    }

    boolean erase(String listener) {
        Sql erase = scope.in(ERASE).with("listener", listener);
        return jdbc.inTransaction(
                "erase a listener",
                connection -> Jdbc.queryLocked(connection, scope.in(LOCK), erase, row -> row.getBoolean(1))
                        .get(0));
    }
}
