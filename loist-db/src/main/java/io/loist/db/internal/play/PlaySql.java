package io.loist.db.internal.play;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.TransactionSettings;
import java.util.List;

/**
 * The SQL that records and counts plays. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. A count is that of
 * {@code track_play_total} or {@code track_play_day} and of the plays that are not in them yet.
 */
final class PlaySql {

    /** In the place of a listener: all together. */
    static final String ALL_LISTENERS = "";

    /** The settings that {@link #USE_INDEXES} changes. */
    static final TransactionSettings SETTINGS = new TransactionSettings(List.of(
            "enable_seqscan",
            "enable_bitmapscan",
            "enable_sort",
            "enable_incremental_sort",
            "enable_hashjoin",
            "enable_mergejoin",
            "enable_material"));

    /** For the rest of the transaction, each part of a plan is few rows of an index, whatever the statistics say. */
    static final String USE_INDEXES = """
            SELECT set_config(name, 'off', true)
            FROM unnest('{%s}'::text[]) AS setting(name)
            """.formatted(String.join(",", SETTINGS.names()));

    /** Precedes a query. */
    static final String READ_BY_INDEX = USE_INDEXES + ";\n";

    /**
     * Records plays, given as arrays, and returns what is wrong with the nth of them, and what identifies the new ones. Locks the tracks,
     * so that a deletion under way ends before; those who record do not wait for each other, but for one who records the same play.
     */
    static final String RECORD = """
            WITH sent AS (
              SELECT play.nth, play.track_id, play.listener, play.started_at, play.heard_ms, play.skipped
              FROM unnest(:tracks::uuid[], :listeners::text[], :times::timestamptz[], :heard_ms::integer[], :skipped::boolean[])
                WITH ORDINALITY AS play(track_id, listener, started_at, heard_ms, skipped, nth)
            ), known AS (
              SELECT track.id FROM ${schema}.audio_tracks AS track
              WHERE track.namespace = :namespace AND track.id = ANY ((SELECT :tracks::uuid[])::uuid[])
              ORDER BY track.id
              FOR KEY SHARE
            ), judged AS (
              SELECT sent.*, CASE
                  WHEN sent.track_id NOT IN (SELECT known.id FROM known) THEN 'UNKNOWN_TRACK'
                  WHEN sent.started_at > clock_timestamp() + interval '1 minute' THEN 'IN_FUTURE'
                  WHEN (sent.started_at AT TIME ZONE 'UTC')::date < (
                    SELECT state.kept_from FROM ${schema}.track_play_state AS state WHERE state.namespace = :namespace) THEN 'TOO_OLD'
                END AS refusal
              FROM sent
            ), recorded AS (
              INSERT INTO ${schema}.track_play (namespace, listener, started_at, track_id, heard_ms, skipped)
              SELECT :namespace, judged.listener, judged.started_at, judged.track_id, judged.heard_ms, judged.skipped
              FROM judged
              WHERE judged.refusal IS NULL
              ORDER BY judged.listener COLLATE "C", judged.started_at, judged.track_id, judged.nth
              ON CONFLICT DO NOTHING
              RETURNING listener, started_at, track_id
            )
            SELECT judged.nth::integer, judged.refusal, NULL AS listener, NULL AS started_at, NULL AS track_id
            FROM judged
            WHERE judged.refusal IS NOT NULL
            UNION ALL
            SELECT 0, NULL, recorded.listener, recorded.started_at, recorded.track_id FROM recorded
            """;

    /** Returns the first day of which plays are still recorded; no row if any day is. */
    static final String KEPT_FROM =
            "SELECT state.kept_from FROM ${schema}.track_play_state AS state WHERE state.namespace = :namespace";

    private static final String COUNT = "track_id, completed, skipped, heard_ms, last_at";

    /**
     * What is not counted yet of some plays, but of no more than a reader has time for. In an order that one index alone has, so that the
     * planner takes it whatever it knows; a range of one listener, because a value would be no part of the order.
     */
    private static final String UNCOUNTED = """
            SELECT track_id, count(*) FILTER (WHERE NOT skipped) AS completed, count(*) FILTER (WHERE skipped) AS skipped,
              sum(heard_ms)::bigint AS heard_ms, max(started_at) AS last_at
            FROM (
              SELECT play.track_id, play.skipped, play.heard_ms, play.started_at
              FROM ${schema}.track_play AS play
              WHERE play.namespace = :namespace AND NOT play.counted AND %s
              ORDER BY play.listener, play.track_id
              LIMIT 5000) AS uncounted
            WHERE %s
            GROUP BY track_id
            """;

    private static final String OF_LISTENER = "play.listener BETWEEN :who AND :who";

    private static final String SUM = """
            SELECT track_id, sum(completed)::bigint AS completed, sum(skipped)::bigint AS skipped, sum(heard_ms)::bigint AS heard_ms,
              max(last_at) AS last_at
            FROM (%s) AS part
            GROUP BY track_id
            """;

    /** The total of the track %s: the first of its totals in the order of the primary key, if it is that of :who. */
    private static final String TOTAL = """
            LATERAL (
              SELECT first.* FROM ${schema}.track_play_total AS first
              WHERE first.namespace = :namespace AND first.track_id = %s AND first.listener >= :who
              ORDER BY first.listener
              LIMIT 1) AS total
            """;

    private static final String NEXT_TOTALS = """
            SELECT total.track_id, total.completed, total.skipped, total.heard_ms, total.last_at
            FROM ${schema}.track_play_total AS total
            WHERE total.namespace = :namespace AND total.listener = :who AND total.track_id NOT IN (SELECT fresh.track_id FROM fresh) AND %s
            """;

    /** The total of the tracks with plays that are not counted yet, those included. */
    private static final String RENEWED = """
            SELECT fresh.track_id, fresh.completed + coalesce(total.completed, 0), fresh.skipped + coalesce(total.skipped, 0),
              fresh.heard_ms + coalesce(total.heard_ms, 0), greatest(fresh.last_at, total.last_at)
            FROM fresh LEFT JOIN %s ON total.listener = :who
            """.formatted(TOTAL.formatted("fresh.track_id"));

    /** By the index of tracks: what it says of counted is not that of the index of what is not counted. */
    private static final String COUNTS_OF_ALL = SUM.formatted("""
            SELECT wanted.id AS track_id, total.completed, total.skipped, total.heard_ms, total.last_at
            FROM unnest(:tracks::uuid[]) AS wanted(id) CROSS JOIN %s
            WHERE total.listener = :who
            UNION ALL
            SELECT wanted.id, CASE WHEN fresh.skipped THEN 0 ELSE 1 END, CASE WHEN fresh.skipped THEN 1 ELSE 0 END, fresh.heard_ms, fresh.started_at
            FROM unnest(:tracks::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
              SELECT play.skipped, play.heard_ms, play.started_at FROM ${schema}.track_play AS play
              WHERE play.namespace = :namespace AND play.track_id = wanted.id AND play.counted <= false
              ORDER BY play.counted
              LIMIT 5000) AS fresh
            """.formatted(TOTAL.formatted("wanted.id")));

    private static final String COUNTS_OF_LISTENER =
            SUM.formatted("""
            SELECT wanted.id AS track_id, total.completed, total.skipped, total.heard_ms, total.last_at
            FROM unnest(:tracks::uuid[]) AS wanted(id) CROSS JOIN %s
            WHERE total.listener = :who
            UNION ALL
            SELECT fresh.* FROM (%s) AS fresh WHERE fresh.track_id = ANY ((SELECT :tracks::uuid[])::uuid[])
            """.formatted(TOTAL.formatted("wanted.id"), UNCOUNTED.formatted(OF_LISTENER, "true")));

    /** Of each day those that were played most. */
    private static final String DAYS = """
            SELECT best.* FROM generate_series(:first_day::date::timestamp, :last_day::date::timestamp, interval '1 day') AS series(day)
            CROSS JOIN LATERAL (
              SELECT day.track_id, day.completed, day.skipped, day.heard_ms, day.last_at
              FROM ${schema}.track_play_day AS day
              WHERE day.namespace = :namespace AND day.listener = :who AND day.day = series.day::date
              ORDER BY day.completed DESC, day.track_id DESC
              LIMIT 200) AS best
            """;

    private PlaySql() {}

    /** Returns the statement that counts the plays of {@code :tracks}, distinct ones, by {@code :who}. */
    static String counts(boolean ofAll) {
        return READ_BY_INDEX + (ofAll ? COUNTS_OF_ALL : COUNTS_OF_LISTENER);
    }

    /**
     * Returns the statement that lists the next {@code :limit} tracks by the number of plays of {@code :who} or by the last one, after
     * {@code :after} and {@code :after_id}. With a period, these are counted, or last plays compared with it.
     */
    static String list(PlayOrder order, boolean ofAll, boolean inPeriod) {
        String within = "started_at >= :from AND started_at < :until";
        boolean daily = inPeriod && order == PlayOrder.MOST_PLAYED;
        String fresh = UNCOUNTED.formatted(ofAll ? "true" : OF_LISTENER, daily ? within : "true");
        String lastInPeriod = inPeriod && !daily ? " AND %1$s.last_at >= :from AND %1$s.last_at < :until" : "";
        String place =
                "(%1$s." + order.column() + ", %1$s.track_id) < (:after, :after_id)" + order.condition() + lastInPeriod;
        String end = " ORDER BY %1$s." + order.column() + " DESC, %1$s.track_id DESC LIMIT :limit";
        String counted = daily
                ? SUM.formatted(DAYS + "UNION ALL SELECT " + COUNT + " FROM fresh")
                : "(" + NEXT_TOTALS.formatted((place + end).formatted("total")) + ") UNION ALL\n" + RENEWED;
        return READ_BY_INDEX + "WITH fresh AS (" + fresh + "), counted (" + COUNT + ") AS (" + counted + ")\nSELECT "
                + COUNT + " FROM counted WHERE " + (place + end).formatted("counted");
    }
}
