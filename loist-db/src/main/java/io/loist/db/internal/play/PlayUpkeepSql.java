package io.loist.db.internal.play;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.track.EntrySql;

/** The SQL that counts plays, deletes old ones, and computes popularity. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class PlayUpkeepSql {

    private static final String NUMBER = "('${schema}.track_play'::regclass::oid::bigint)";

    /** Lets one transaction at a time change counts. */
    static final String LOCK = "SELECT pg_advisory_xact_lock" + NUMBER;

    /** The same, without waiting. */
    static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock" + NUMBER;

    /** Returns the next namespace after {@code :after} with plays that are not counted; null if there is none. */
    static final String NEXT_UNCOUNTED =
            "SELECT min(namespace) FROM ${schema}.track_play WHERE namespace > :after AND NOT counted";

    /** Returns the next namespace after {@code :after} with plays that are counted; null if there is none. */
    static final String NEXT_COUNTED = "SELECT min(namespace) FROM ${schema}.track_play_total WHERE namespace > :after";

    private static final String SUMS = """
            count(*) FILTER (WHERE NOT skipped), count(*) FILTER (WHERE skipped), sum(heard_ms), max(started_at)""";

    private static final String ADD = """
            SET completed = known.completed + EXCLUDED.completed, skipped = known.skipped + EXCLUDED.skipped,
                heard_ms = known.heard_ms + EXCLUDED.heard_ms, last_at = greatest(known.last_at, EXCLUDED.last_at)""";

    /**
     * Counts some plays. Their tracks are locked first: a deletion of one of them, which deletes its plays last, would otherwise wait
     * for a play while this waits for the track.
     */
    static final String COUNT = """
            WITH picked AS (
              SELECT play.ctid AS place, play.listener, play.started_at, play.track_id
              FROM ${schema}.track_play AS play
              JOIN ${schema}.audio_tracks AS track ON track.namespace = play.namespace AND track.id = play.track_id
              WHERE play.namespace = :namespace AND NOT play.counted
              ORDER BY play.listener, play.track_id
              LIMIT :batch
              FOR KEY SHARE OF track SKIP LOCKED
            ), counted AS (
              UPDATE ${schema}.track_play AS play
              SET counted = true
              FROM picked
              WHERE play.ctid = picked.place AND play.namespace = :namespace AND play.listener = picked.listener
                AND play.started_at = picked.started_at AND play.track_id = picked.track_id
              RETURNING play.listener, play.track_id, play.started_at, (play.started_at AT TIME ZONE 'UTC')::date AS day, play.heard_ms,
                play.skipped
            ), days AS (
              INSERT INTO ${schema}.track_play_day AS known
                (namespace, listener, track_id, day, completed, skipped, heard_ms, last_at)
              SELECT :namespace, coalesce(listener, ''), track_id, day, %1$s
              FROM counted
              GROUP BY GROUPING SETS ((listener, track_id, day), (track_id, day))
              ON CONFLICT (namespace, track_id, listener, day) DO UPDATE
              %2$s
            )
            INSERT INTO ${schema}.track_play_total AS known (namespace, listener, track_id, completed, skipped, heard_ms, last_at)
            SELECT :namespace, coalesce(listener, ''), track_id, %1$s
            FROM counted
            GROUP BY GROUPING SETS ((listener, track_id), (track_id))
            ON CONFLICT (namespace, track_id, listener) DO UPDATE
            %2$s, ranked_at = '-infinity'
            """.formatted(SUMS, ADD);

    /** Refuses plays of days that are more than {@code :days} before today. */
    static final String REFUSE_OLD = """
            INSERT INTO ${schema}.track_play_state AS state (namespace, kept_from, since)
            VALUES (:namespace, (clock_timestamp() AT TIME ZONE 'UTC')::date - :days::integer, clock_timestamp())
            ON CONFLICT (namespace) DO UPDATE
              SET kept_from = EXCLUDED.kept_from, since = EXCLUDED.since
              WHERE EXCLUDED.kept_from > state.kept_from
            """;

    /** Deletes some plays of days that have been refused for an hour: longer than a statement takes that accepted one before. */
    static final String DELETE_OLD = """
            DELETE FROM ${schema}.track_play AS play
            USING (
              SELECT old.ctid AS place, old.listener, old.started_at, old.track_id
              FROM ${schema}.track_play AS old
              WHERE old.namespace = :namespace AND old.counted AND old.started_at < (
                SELECT state.kept_from::timestamp AT TIME ZONE 'UTC' FROM ${schema}.track_play_state AS state
                WHERE state.namespace = :namespace AND state.since < clock_timestamp() - interval '1 hour')
              ORDER BY old.started_at
              LIMIT :batch) AS old
            WHERE play.ctid = old.place AND play.namespace = :namespace AND play.listener = old.listener
              AND play.started_at = old.started_at AND play.track_id = old.track_id
            """;

    /**
     * Returns some tracks that have been played since their popularity was computed, or whose popularity is {@code :age_seconds} old, with
     * their plays of each day, halved every {@code :half_life} days. Locks them, but for those that another transaction has locked.
     */
    static final String SCORE = """
            SELECT track.id, track.popularity, search.words, (
                SELECT coalesce(sum(past.completed * power(2::float8, ((clock_timestamp() AT TIME ZONE 'UTC')::date - past.day) / -:half_life)), 0)
                FROM (
                  SELECT day.completed, day.day FROM ${schema}.track_play_day AS day
                  WHERE day.namespace = :namespace AND day.track_id = track.id AND day.listener = ''
                  ORDER BY day.day DESC
                  LIMIT 1000) AS past) AS score
            FROM (
              SELECT total.track_id FROM ${schema}.track_play_total AS total
              WHERE total.namespace = :namespace AND total.listener = ''
                AND total.ranked_at < clock_timestamp() - :age_seconds * interval '1 second'
              ORDER BY total.ranked_at
              LIMIT :batch) AS due
            JOIN ${schema}.audio_tracks AS track ON track.namespace = :namespace AND track.id = due.track_id
            LEFT JOIN ${schema}.track_search AS search ON search.namespace = :namespace AND search.track_id = due.track_id
            FOR NO KEY UPDATE OF track SKIP LOCKED
            """;

    static final String NOTE_SCORED = """
            UPDATE ${schema}.track_play_total SET ranked_at = clock_timestamp()
            WHERE namespace = :namespace AND listener = '' AND track_id = ANY (:ids)
            """;

    /** Writes {@code :popularities} and {@code :ranks} of tracks. The version says that this is no change of the track. */
    static final String RANK = """
            WITH ranked AS (
              SELECT made.id, made.popularity, made.rank::real
              FROM unnest(:ids::uuid[], :popularities::float8[], :ranks::float8[]) AS made(id, popularity, rank)
            ), written AS (
              UPDATE ${schema}.audio_tracks AS track
              SET popularity = ranked.popularity, version = -2
              FROM ranked
              WHERE track.namespace = :namespace AND track.id = ranked.id
            )
            UPDATE ${schema}.track_search AS search
            SET rank = ranked.rank, tier = %s
            FROM ranked
            WHERE search.namespace = :namespace AND search.track_id = ranked.id AND %s
            """.formatted(EntrySql.tier("ranked.rank"), EntrySql.SHORTENS_PENDING_LIST);

    private PlayUpkeepSql() {}
}
