package io.loist.db.internal.work;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.TransactionSettings;

/**
 * The SQL of the queue. <code>${schema}.</code> stands for the schema, see {@link SchemaName}.
 *
 * <p>A transition is one statement of five parts: {@code picked} finds rows of {@code track_queue}, {@code outcome} computes the
 * result of each, {@code moved} writes that to the queue, {@code settled} to {@code audio_tracks}, and {@code logged} adds to
 * {@code track_change}. Rows named by the caller are {@linkplain #LOCK locked before}, {@linkplain #LOCK_TRACKS tracks} first, each in
 * the order of their ids, so that overlapping calls never deadlock.
 */
final class WorkSql {

    /**
     * Precedes each transition. A prepared statement keeps its plan while the queue grows from nothing to millions of rows, and
     * the server does not know how many rows {@code picked} has. So the plan must be the one that is right for many rows:
     * without {@code enable_sort}, {@link #PICK_DUE} reads the index in its order and stops early, instead of sorting the whole
     * queue; without {@code enable_seqscan}, {@code moved} and {@code settled} find each row by the primary key, although a
     * table of a page or two is cheaper to scan; without {@code enable_hashjoin} and {@code enable_mergejoin} they do so even if
     * a tenth of the table is expected. As a plan with disabled parts looks expensive, {@code jit} would compile it.
     */
    static final String BEGIN = """
            SELECT set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true),
                   set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                   set_config('jit', 'off', true)
            """;

    /** Locks rows before the transition itself, which sees their latest versions. */
    static final String LOCK = """
            SELECT count(*)
            FROM (
              SELECT FROM ${schema}.track_queue AS queue
              WHERE queue.namespace = :namespace AND queue.track_id = ANY (:ids)
              ORDER BY queue.track_id
              FOR UPDATE
            ) AS locked
            """;

    /**
     * Locks the tracks of a transition before {@link #LOCK}: that is the order of programs that change or delete tracks, and a
     * track that changes while {@link #SETTLE} waits for it could end that statement's search for the tracks after it.
     */
    static final String LOCK_TRACKS = """
            SELECT count(*)
            FROM (
              SELECT FROM ${schema}.audio_tracks AS track
              WHERE track.namespace = :namespace AND track.id = ANY (:ids)
              ORDER BY track.id
              FOR NO KEY UPDATE
            ) AS locked
            """;

    /** Locks the rows that are due, after the place in the order where the last claim ended. */
    static final String PICK_DUE = """
            WITH picked AS MATERIALIZED (
              SELECT queue.namespace, queue.track_id, queue.claim_number AS number, queue.retry_count, queue.is_retry, queue.worker,
                     queue.due_at, queue.worker IS NOT NULL AND queue.retry_count >= :retries AS is_spent
              FROM ${schema}.track_queue AS queue
              WHERE queue.namespace = :namespace AND queue.due_at <= now()
                AND (queue.due_at, queue.track_id) > (:after_due_at, :after_id)
              ORDER BY queue.due_at, queue.track_id
              LIMIT :max
              FOR UPDATE SKIP LOCKED
            )""";

    /** The rows of claims that are still valid. Looks each of them up; without statistics the server would read the whole queue. */
    static final String PICK_CLAIMS = """
            WITH picked AS MATERIALIZED (
              SELECT queue.namespace, queue.track_id, queue.claim_number AS number, queue.retry_count, queue.is_retry,
                     'PROCESSING' AS from_status, claim.worker AS actor
              FROM unnest(:ids, :numbers, :workers) AS claim(track_id, number, worker)
              CROSS JOIN LATERAL (
                SELECT * FROM ${schema}.track_queue
                WHERE namespace = :namespace AND track_id = claim.track_id
                OFFSET 0) AS queue
              WHERE queue.claim_number = claim.number AND queue.worker IS NOT NULL
            )""";

    /** The rows of tracks whose status is one of those that the transition may begin with. */
    static final String PICK_IDS = """
            WITH picked AS MATERIALIZED (
              SELECT queue.namespace, queue.track_id, queue.claim_number AS number, queue.retry_count, queue.is_retry,
                     CASE WHEN queue.worker IS NOT NULL THEN 'PROCESSING' ELSE track.status END AS from_status,
                     :actor::text AS actor
              FROM ${schema}.track_queue AS queue
              JOIN ${schema}.audio_tracks AS track ON track.namespace = queue.namespace AND track.id = queue.track_id
              WHERE queue.namespace = :namespace AND queue.track_id = ANY (:ids)
                AND CASE WHEN queue.worker IS NOT NULL THEN 'PROCESSING' ELSE track.status END = ANY (:from_statuses)
            )""";

    private static final String MATCH = """
            WHERE queue.namespace = outcome.namespace AND queue.track_id = outcome.track_id
                AND queue.claim_number = outcome.number""";

    private static final String MOVE = """
            , moved AS (
              UPDATE ${schema}.track_queue AS queue
              SET due_at = outcome.due_at, worker = outcome.worker, claim_number = outcome.next_number,
                  retry_count = outcome.retry_count, is_retry = outcome.is_retry
              FROM outcome
              %s
              RETURNING outcome.*
            )""".formatted(MATCH);

    /** The tracks are leased to the worker, except those whose last retry ended with their lease: see {@link #LOSE}. */
    static final String CLAIM = """
            , outcome AS MATERIALIZED (
              SELECT picked.namespace, picked.track_id, picked.number, picked.number + 1 AS next_number,
                     picked.retry_count + CASE WHEN picked.is_retry OR picked.worker IS NOT NULL THEN 1 ELSE 0 END AS retry_count,
                     false AS is_retry, :worker::text AS worker,
                     now() + :lease_micros::double precision * interval '1 microsecond' AS due_at, picked.due_at AS was_due_at,
                     CASE WHEN picked.worker IS NOT NULL THEN 'PROCESSING' WHEN picked.is_retry THEN 'FAILED'
                          ELSE 'PENDING' END AS from_status,
                     'PROCESSING' AS to_status, :worker::text AS actor, 'The lease of ' || picked.worker || ' has ended' AS reason
              FROM picked
              WHERE NOT picked.is_spent
            )""" + MOVE;

    /** The tracks of spent rows, locked if no one else has locked them: to wait for them would be the wrong order, see {@link #LOCK_TRACKS}. */
    static final String LOCK_SPENT = """
            SELECT track.id
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = ANY (:ids)
            ORDER BY track.id
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    /** Rows that a claim has locked, whose last retry ended with its lease: their tracks are dead. */
    static final String LOSE = """
            WITH outcome AS MATERIALIZED (
              SELECT queue.namespace, queue.track_id, queue.claim_number AS number, queue.claim_number + 1 AS next_number,
                     queue.retry_count, false AS is_retry, NULL::text AS worker, 'infinity'::timestamptz AS due_at,
                     'PROCESSING' AS from_status, 'DEAD' AS to_status, :worker::text AS actor,
                     'The lease of ' || queue.worker || ' has ended' AS reason,
                     'The lease of ' || queue.worker || ' has ended, after the last retry' AS error, now() AS ended_at
              FROM ${schema}.track_queue AS queue
              WHERE queue.namespace = :namespace AND queue.track_id = ANY (:ids)
            )""" + MOVE;

    /** Extends leases; has no further parts. */
    static final String PROLONG = """
            , outcome AS MATERIALIZED (SELECT * FROM picked)
            UPDATE ${schema}.track_queue AS queue
            SET due_at = now() + :lease_micros::double precision * interval '1 microsecond'
            FROM outcome
            %s
            RETURNING queue.track_id, queue.due_at
            """.formatted(MATCH);

    static final String COMPLETE = """
            , outcome AS MATERIALIZED (
              SELECT picked.*, 'COMPLETED' AS to_status, NULL::text AS reason, NULL::text AS error, now() AS ended_at
              FROM picked
            ), moved AS (
              DELETE FROM ${schema}.track_queue AS queue USING outcome
              %s
              RETURNING outcome.*
            )""".formatted(MATCH);

    /** A random delay below a limit that doubles with each retry; dead after the last. */
    static final String FAIL = """
            , outcome AS MATERIALIZED (
              SELECT picked.namespace, picked.track_id, picked.number, picked.number AS next_number, picked.retry_count,
                     picked.retry_count < :retries AS is_retry, NULL::text AS worker,
                     CASE WHEN picked.retry_count < :retries THEN
                         now() + random() * interval '1 second'
                             * least(:longest_delay::double precision,
                                     :first_delay::double precision * power(2, least(picked.retry_count, 100)))
                         ELSE 'infinity' END AS due_at,
                     picked.from_status,
                     CASE WHEN picked.retry_count < :retries THEN 'FAILED' ELSE 'DEAD' END AS to_status,
                     picked.actor, :reason::text AS reason, :reason::text AS error, now() AS ended_at
              FROM picked
            )""" + MOVE;

    /** Due at once, after the tracks that are already due. */
    static final String WAIT = """
            , outcome AS MATERIALIZED (
              SELECT picked.namespace, picked.track_id, picked.number, picked.number AS next_number,
                     least(picked.retry_count, :max_retry_count) AS retry_count, false AS is_retry, NULL::text AS worker,
                     now() AS due_at, picked.from_status, 'PENDING' AS to_status, picked.actor, :reason::text AS reason,
                     NULL::text AS error, NULL::timestamptz AS ended_at
              FROM picked
            )""" + MOVE;

    /** A lease without an end. */
    static final String START = """
            , outcome AS MATERIALIZED (
              SELECT picked.namespace, picked.track_id, picked.number, picked.number + 1 AS next_number,
                     picked.retry_count + CASE WHEN picked.is_retry THEN 1 ELSE 0 END AS retry_count, false AS is_retry,
                     picked.actor AS worker, 'infinity'::timestamptz AS due_at, picked.from_status, 'PROCESSING' AS to_status,
                     picked.actor, NULL::text AS reason, NULL::text AS error, now() AS ended_at
              FROM picked
            )""" + MOVE;

    /** A lease is kept in the queue alone, and so is a track's return to the queue before any attempt has ended. */
    static final String SETTLE = """
            , settled AS (
              UPDATE ${schema}.audio_tracks AS track
              SET status = moved.to_status,
                  error_message = CASE moved.to_status
                      WHEN 'COMPLETED' THEN NULL WHEN 'PENDING' THEN track.error_message ELSE moved.error END,
                  retry_count = moved.retry_count, last_processed_at = coalesce(moved.ended_at, track.last_processed_at),
                  updated_at = now(), version = -1
              FROM moved
              WHERE track.namespace = moved.namespace AND track.id = moved.track_id AND moved.to_status <> 'PROCESSING'
                AND (moved.to_status <> 'PENDING' OR track.status <> 'PENDING')
            )""";

    static final String LOG = """
            , logged AS (
              INSERT INTO ${schema}.track_change (namespace, track_id, kind, actor, from_status, to_status, reason)
              SELECT moved.namespace, moved.track_id, 'STATUS', moved.actor, moved.from_status, moved.to_status, moved.reason
              FROM moved
            )""";

    static final String SELECT_MOVED = "SELECT moved.track_id, moved.number FROM moved";

    /** Returns the claims, and the spent rows, which have no new lease. */
    static final String SELECT_CLAIMED = """
            SELECT moved.track_id, moved.next_number AS claim_number, moved.retry_count, moved.was_due_at, moved.due_at AS lease_end
            FROM moved
            UNION ALL
            SELECT picked.track_id, picked.number, picked.retry_count, picked.due_at, NULL
            FROM picked
            WHERE picked.is_spent
            """;

    static final String FIND_STATUS = """
            SELECT %s AS status FROM ${schema}.audio_tracks AS track WHERE track.namespace = :namespace AND track.id = :id
            """.formatted(TrackStatusSql.STATUS);

    private static final String CHANGE = """
            SELECT change.epoch, change.transaction_id, change.position, change.track_id, change.changed_at, change.actor,
                   change.from_status, change.to_status, change.reason
            FROM ${schema}.track_change AS change
            WHERE change.namespace = :namespace AND change.kind IN ('STATUS', 'DELETE')
            """;

    static final String HISTORY = CHANGE + """
              AND change.track_id = :id
            ORDER BY change.position
            """;

    /**
     * To be read {@linkplain TransactionSettings#READ_IN_ORDER in the order of the index}. Returns the present epoch in each row; one row without a change if there are no more changes. Transactions of earlier
     * epochs have ended, whatever their numbers.
     */
    static final String CHANGES = """
            SELECT present.epoch AS present_epoch, change.*
            FROM (SELECT max(epoch) AS epoch FROM ${schema}.track_change_epoch) AS present
            LEFT JOIN LATERAL (
              %s
                AND (change.epoch, change.transaction_id, change.position)
                    > (:after_epoch::integer, :after_transaction::text::xid8, :after_position::bigint)
                AND (change.epoch < present.epoch OR change.transaction_id < pg_snapshot_xmin(pg_current_snapshot()))
              ORDER BY change.epoch, change.transaction_id, change.position
              LIMIT :max
            ) AS change ON true
            ORDER BY change.epoch, change.transaction_id, change.position
            """.formatted(CHANGE);

    private WorkSql() {}
}
