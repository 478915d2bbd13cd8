package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.track.TrackColumns;
import io.loist.db.internal.track.TrackSql;

/** The SQL that begins and commits ingests. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class IngestSql {

    private static final String LEASE_END = "now() + :lease_micros::double precision * interval '1 microsecond'";

    /** Records the objects of new tracks. */
    static final String BEGIN = """
            INSERT INTO ${schema}.object_outbox (path, namespace, holder, due_at, undo_track)
            SELECT object.path, :namespace, object.holder, %s, object.track_id
            FROM unnest(:paths, :holders, :track_ids) AS object(path, holder, track_id)
            """.formatted(LEASE_END);

    /**
     * Records the objects of a claimed track, in place of the records of an attempt whose lease has ended. The lock prevents the
     * claim from being lost between the check and the insertion, which would record the objects of another attempt.
     */
    static final String BEGIN_CLAIMED = """
            WITH claimed AS MATERIALIZED (
              SELECT queue.track_id FROM ${schema}.track_queue AS queue
              WHERE queue.namespace = :namespace AND queue.track_id = :track_id AND queue.claim_number = :claim_number
                AND queue.worker IS NOT NULL
              FOR SHARE
            )
            INSERT INTO ${schema}.object_outbox AS recorded (path, namespace, holder, due_at)
            SELECT object.path, :namespace, :holder::uuid, %s
            FROM unnest(:paths) AS object(path)
            WHERE EXISTS (SELECT FROM claimed)
            ON CONFLICT (path, namespace) DO UPDATE
              SET holder = EXCLUDED.holder, due_at = EXCLUDED.due_at, generation = 0, undo_track = NULL
              WHERE recorded.due_at <= now()
            """.formatted(LEASE_END);

    static final String RENEW = """
            WITH renewed AS (
              UPDATE ${schema}.object_outbox
              SET due_at = %s
              WHERE namespace = :namespace AND holder = ANY (:holders)
              RETURNING holder
            )
            SELECT holder, count(*) AS objects FROM renewed GROUP BY holder
            """.formatted(LEASE_END);

    /** Records an object for deletion at once. */
    static final String SPEND = """
            INSERT INTO ${schema}.object_outbox (path, namespace, generation, holder, due_at)
            VALUES (:path, :namespace, :generation, :holder, now())
            ON CONFLICT (path, namespace) DO NOTHING
            """;

    static final String COUNT_HELD =
            "SELECT count(*) FROM ${schema}.object_outbox WHERE namespace = :namespace AND holder = :holder";

    /** Locks the records of leases before {@link #COMMIT} or {@link #RENEW}, in one order, so that these never deadlock. */
    static final String LOCK = """
            SELECT count(*)
            FROM (
              SELECT FROM ${schema}.object_outbox
              WHERE namespace = :namespace AND holder = ANY (:holder::uuid[])
              ORDER BY path
              FOR UPDATE
            ) AS locked
            """;

    /**
     * Saves tracks whose objects are stored: each only if all its records are still held and no other track has its content. A
     * track without a claim must be {@code PROCESSING}, and leaves the queue; the claim of another has been ended in this
     * transaction. A row that another program has changed meanwhile stays stale. Parameters are arrays with an element for each
     * track, file or thumbnail, and the {@code digest}.
     *
     * <p>Without statistics a server takes a namespace for one row. <code>OFFSET 0</code> keeps the two searches for the same
     * content from being planned as one pass over all tracks. {@code savable} is <code>MATERIALIZED</code> so that the server takes
     * it for one row, too, and finds each row to change by its key, instead of reading all rows of the namespace.
     */
    static final String COMMIT = """
            WITH ending AS MATERIALIZED (
              SELECT *
              FROM unnest(:id::uuid[], :holder::uuid[], :objects::bigint[], :from_status::text[], :unique_sha256::bytea[],
                      :unique_audio_hash::bytea[], :spent_path::text[], :spent_generation::bigint[], %1$s)
                  AS ending(track_id, holder, objects, from_status, unique_sha256, unique_audio_hash, spent_path,
                      spent_generation, %2$s)
            ), held AS MATERIALIZED (
              SELECT holder FROM ${schema}.object_outbox
              WHERE namespace = :namespace AND holder = ANY (:holder::uuid[])
            ), savable AS MATERIALIZED (
              SELECT *
              FROM ending
              WHERE (SELECT count(*) FROM held WHERE held.holder = ending.holder) = ending.objects
                AND NOT EXISTS (
                  SELECT FROM ${schema}.audio_tracks AS same
                  WHERE same.namespace = :namespace AND same.id <> ending.track_id
                    AND same.audio_sha256 = ending.unique_sha256
                  OFFSET 0)
                AND NOT EXISTS (
                  SELECT FROM ${schema}.audio_tracks AS same
                  WHERE same.namespace = :namespace AND same.id <> ending.track_id
                    AND same.audio_hash = ending.unique_audio_hash
                  OFFSET 0)
            ), done AS (
              UPDATE ${schema}.audio_tracks AS track
              SET %3$s, status = 'COMPLETED', error_message = NULL, unique_sha256 = savable.unique_sha256,
                  unique_audio_hash = savable.unique_audio_hash, last_processed_at = now(),
                  digest = overlay(:digest::uuid::text PLACING left(track.digest::text, 8) FROM 1 FOR 8)::uuid, version = -1
              FROM savable
              WHERE track.namespace = :namespace AND track.id = savable.track_id
                AND track.status = savable.from_status
              RETURNING %4$s
            ), dequeued AS (
              DELETE FROM ${schema}.track_queue AS queue
              USING done
              WHERE queue.namespace = :namespace AND queue.track_id = done.id
              RETURNING queue.track_id
            ), logged AS (
              INSERT INTO ${schema}.track_change (namespace, track_id, kind, actor, from_status, to_status)
              SELECT :namespace, dequeued.track_id, 'STATUS', session_user, 'PROCESSING', 'COMPLETED' FROM dequeued
            ), released AS (
              DELETE FROM ${schema}.object_outbox AS recorded
              USING done, ending
              WHERE ending.track_id = done.id AND recorded.namespace = :namespace AND recorded.holder = ending.holder
            ), spent AS (
              INSERT INTO ${schema}.object_outbox (path, namespace, generation, holder, due_at)
              SELECT ending.spent_path, :namespace, ending.spent_generation, ending.track_id, now()
              FROM done JOIN ending ON ending.track_id = done.id
              WHERE ending.spent_path IS NOT NULL
              ON CONFLICT (path, namespace) DO NOTHING
            ), remembered AS (
              INSERT INTO ${schema}.ingest_source (track_id, namespace, source_key, size_bytes, modified_at)
              SELECT file.track_id, :namespace, file.source_key, file.size_bytes, file.modified_at
              FROM done JOIN unnest(:file_track::uuid[], :file_key::bytea[], :file_size::bigint[], :file_modified::timestamptz[])
                  AS file(track_id, source_key, size_bytes, modified_at) ON file.track_id = done.id
              ON CONFLICT (source_key, namespace) DO UPDATE
                SET size_bytes = EXCLUDED.size_bytes, modified_at = EXCLUDED.modified_at, track_id = EXCLUDED.track_id
            ), pictured AS (
              INSERT INTO ${schema}.track_thumbnail
                  (namespace, track_id, size_pixels, path, generation, size_bytes, crc32c)
              SELECT :namespace, picture.*
              FROM done JOIN unnest(:picture_track::uuid[], :picture_pixels::integer[], :picture_path::text[],
                      :picture_generation::bigint[], :picture_size::bigint[], :picture_crc32c::text[])
                  AS picture(track_id, size_pixels, path, generation, size_bytes, crc32c) ON picture.track_id = done.id
              ON CONFLICT (track_id, namespace, size_pixels) DO UPDATE
                SET path = EXCLUDED.path, generation = EXCLUDED.generation, size_bytes = EXCLUDED.size_bytes,
                    crc32c = EXCLUDED.crc32c
            )
            SELECT done.* FROM done
            """.formatted(
                    TrackColumns.arrays(IngestRows.SAVED),
                    TrackColumns.names(IngestRows.SAVED),
                    TrackColumns.assignments(IngestRows.SAVED, "savable"),
                    TrackSql.COLUMNS);

    private IngestSql() {}
}
