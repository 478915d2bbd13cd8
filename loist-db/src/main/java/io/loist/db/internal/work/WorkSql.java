package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.SchemaName;

/**
 * The SQL for work on tracks. <code>${schema}.</code> stands for the schema, see {@link SchemaName}.
 *
 * <p>A move is one statement of four parts: {@code picked} says which tracks, {@code moved} changes their rows in
 * {@code track_work}, {@code settled} those in {@code audio_tracks}, and {@code logged} adds to the history.
 */
public final class WorkSql {

    /**
     * Precedes each move. The queue grows from nothing to millions of rows and back between two ANALYZEs, so the plan must not
     * follow its statistics; and the triggers that follow other people's changes need not follow these.
     */
    static final String BEGIN = """
            SELECT set_config('loist.moving', 'on', true), set_config('jit', 'off', true),
                   set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
                   set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                   set_config('enable_sort', 'off', true)
            """;

    /** Takes the retries, the namespace, the due time and id to begin after, and how many. */
    static final String PICK_DUE = """
            WITH picked AS MATERIALIZED (
              SELECT work.track_id, work.namespace, work.due_at, work.status, work.worker,
                     work.status = 'PROCESSING' AND work.retry_count >= ? AS spent
              FROM ${schema}.track_work AS work
              WHERE work.namespace = ? AND work.due_at <= now() AND (work.due_at, work.track_id) > (?, ?)
              ORDER BY work.due_at, work.track_id
              LIMIT ?
              FOR UPDATE SKIP LOCKED
            )""";

    /** Takes the lease in microseconds and the worker; then comes what {@link #SETTLE} and {@link #LOG} take. */
    static final String CLAIM = """
            , moved AS (
              UPDATE ${schema}.track_work AS work
              SET status = CASE WHEN picked.spent THEN 'DEAD' ELSE 'PROCESSING' END,
                  due_at = CASE WHEN picked.spent THEN 'infinity' ELSE now() + ?::double precision * interval '1 microsecond' END,
                  retry_count = work.retry_count + CASE WHEN picked.spent OR picked.status = 'PENDING' THEN 0 ELSE 1 END,
                  claim_number = work.claim_number + 1,
                  worker = ?
              FROM picked
              WHERE work.track_id = picked.track_id AND work.namespace = picked.namespace
              RETURNING work.track_id, picked.namespace, work.claim_number, work.retry_count, picked.status AS was, work.status,
                        work.worker AS changed_by, work.due_at AS lease_end, picked.due_at,
                        CASE WHEN picked.status = 'PROCESSING'
                          THEN 'The lease of ' || coalesce(picked.worker, 'nobody') || ' has ended' END AS reason
            ), settled AS (
              UPDATE ${schema}.audio_tracks AS track
              SET status = moved.status, error_message = moved.reason || ', after the last retry',
                  retry_count = moved.retry_count, last_processed_at = now(), updated_at = now(), version = track.version + 1
              FROM moved
              WHERE moved.status = 'DEAD' AND track.id = moved.track_id AND track.namespace = moved.namespace
            ), logged AS (
              INSERT INTO ${schema}.track_history (namespace, track_id, changed_by, from_status, to_status, reason)
              SELECT moved.namespace, moved.track_id, moved.changed_by, moved.was, moved.status, moved.reason
              FROM moved
            )
            SELECT moved.track_id, moved.claim_number, moved.retry_count, moved.status, moved.lease_end, moved.due_at
            FROM moved
            """;

    /** Takes the namespace, then ids, numbers and workers of claims. */
    static final String PICK_CLAIMS = """
            WITH picked AS MATERIALIZED (
              SELECT claim.track_id, ?::text AS namespace, claim.number, 'PROCESSING' AS status, claim.worker AS changed_by
              FROM unnest(?, ?::integer[], ?) AS claim(track_id, number, worker)
            )""";

    /** Takes who does it, the namespace, ids, and the statuses that the move may begin with. */
    static final String PICK_IDS = """
            WITH picked AS MATERIALIZED (
              SELECT work.track_id, work.namespace, work.claim_number AS number, work.status, ?::text AS changed_by
              FROM ${schema}.track_work AS work
              WHERE work.namespace = ? AND work.track_id = ANY (?) AND work.status = ANY (?)
              ORDER BY work.track_id
              FOR UPDATE
            )""";

    private static final String MATCH = """
            WHERE work.track_id = picked.track_id AND work.namespace = picked.namespace
                AND work.claim_number = picked.number AND work.status = picked.status
              RETURNING work.track_id, picked.namespace, picked.number, picked.status AS was, picked.changed_by,
                        work.retry_count, work.due_at""";

    /** Takes the lease in microseconds; nothing follows. */
    static final String PROLONG = """
            , moved AS (
              UPDATE ${schema}.track_work AS work
              SET due_at = now() + ?::double precision * interval '1 microsecond'
              FROM picked
              %s
            )
            SELECT moved.track_id, moved.number, moved.due_at FROM moved
            """.formatted(MATCH);

    public static final String COMPLETE = """
            , moved AS (
              DELETE FROM ${schema}.track_work AS work USING picked
              %s, 'COMPLETED' AS status
            )""".formatted(MATCH);

    /** Takes the retries, twice, then the longest and the first delay in seconds. */
    static final String FAIL = """
            , moved AS (
              UPDATE ${schema}.track_work AS work
              SET status = CASE WHEN work.retry_count >= ? THEN 'DEAD' ELSE 'FAILED' END,
                  due_at = CASE WHEN work.retry_count >= ? THEN 'infinity' ELSE
                      now() + random() * least(?::double precision, ?::double precision * power(2, least(work.retry_count, 100)))
                          * interval '1 second' END,
                  worker = NULL
              FROM picked
              %s, work.status
            )""".formatted(MATCH);

    /** Takes the most that the count of retries may be from now on. */
    static final String WAIT = """
            , moved AS (
              UPDATE ${schema}.track_work AS work
              SET status = 'PENDING', due_at = now(), worker = NULL, retry_count = least(work.retry_count, ?)
              FROM picked
              %s, work.status
            )""".formatted(MATCH);

    static final String MARK_PROCESSING = """
            , moved AS (
              UPDATE ${schema}.track_work AS work
              SET status = 'PROCESSING', due_at = 'infinity', worker = picked.changed_by,
                  claim_number = work.claim_number + 1,
                  retry_count = work.retry_count + CASE WHEN picked.status = 'FAILED' THEN 1 ELSE 0 END
              FROM picked
              %s, work.status
            )""".formatted(MATCH);

    /** Takes the error of a failed attempt. */
    static final String SETTLE = """
            , settled AS (
              UPDATE ${schema}.audio_tracks AS track
              SET status = moved.status,
                  error_message = CASE moved.status
                      WHEN 'COMPLETED' THEN NULL WHEN 'PENDING' THEN track.error_message ELSE ?::text END,
                  retry_count = moved.retry_count,
                  last_processed_at = CASE WHEN moved.status = 'PENDING' THEN track.last_processed_at ELSE now() END,
                  updated_at = now(), version = track.version + 1
              FROM moved
              WHERE track.id = moved.track_id AND track.namespace = moved.namespace
                AND (moved.status <> 'PENDING' OR track.status <> 'PENDING')
            )""";

    /** Takes the reason. */
    static final String LOG = """
            , logged AS (
              INSERT INTO ${schema}.track_history (namespace, track_id, changed_by, from_status, to_status, reason)
              SELECT moved.namespace, moved.track_id, moved.changed_by, moved.was, moved.status, ?::text
              FROM moved
            )
            SELECT moved.track_id, moved.number FROM moved
            """;

    /** Takes ids and the namespace. */
    static final String FIND_STATUS = """
            SELECT wanted.id, coalesce(work.status, track.status) AS status
            FROM unnest(?) WITH ORDINALITY AS wanted(id, nth)
            LEFT JOIN ${schema}.audio_tracks AS track ON track.id = wanted.id AND track.namespace = ?
            LEFT JOIN ${schema}.track_work AS work ON work.track_id = track.id AND work.namespace = track.namespace
            ORDER BY wanted.nth
            LIMIT 1
            """;

    private static final String CHANGE = """
            SELECT change.position, change.transaction_id, change.track_id, change.changed_at, change.changed_by,
                   change.from_status, change.to_status, change.reason
            FROM ${schema}.track_history AS change
            """;

    /** Takes an id and the namespace. */
    static final String HISTORY = CHANGE + """
            WHERE change.track_id = ? AND change.namespace = ?
            ORDER BY change.position
            """;

    /** Takes the namespace, the transaction and position to begin after, and how many. */
    static final String CHANGES = CHANGE + """
            WHERE change.namespace = ? AND (change.transaction_id, change.position) > (?::text::xid8, ?)
              AND change.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY change.transaction_id, change.position
            LIMIT ?
            """;

    private WorkSql() {}
}
