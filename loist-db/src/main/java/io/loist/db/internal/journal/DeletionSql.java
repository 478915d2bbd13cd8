package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.SchemaName;

/** The SQL that deletes objects. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class DeletionSql {

    private static final String LEASE_END = "now() + :lease_micros::double precision * interval '1 microsecond'";

    /**
     * Takes the tracks from an array, because a join with {@code due} would miss tracks after one that another program has changed
     * meanwhile; see {@link io.loist.db.internal.jdbc.Jdbc#queryLocked}. Hides the status from the server, which without statistics
     * would look for them among all tracks that are being ingested.
     */
    private static final String UNDONE = """
            , undone AS (
              DELETE FROM ${schema}.audio_tracks
              WHERE namespace = :namespace AND id = ANY (ARRAY(SELECT undo_track FROM due))
                AND CASE status WHEN 'PROCESSING' THEN true END
            ), taken AS (
              UPDATE ${schema}.object_outbox AS recorded
              SET holder = :new_holder, due_at = %s, undo_track = NULL
              FROM due
              WHERE recorded.path = due.path AND recorded.namespace = due.namespace
              RETURNING recorded.path, recorded.generation
            )
            SELECT path, generation FROM taken ORDER BY path
            """.formatted(LEASE_END);

    /** Locks the records of a lease before {@link #ABANDON}. */
    static final String LOCK = """
            SELECT count(*)
            FROM (
              SELECT FROM ${schema}.object_outbox
              WHERE namespace = :namespace AND holder = :holder
              ORDER BY path
              FOR UPDATE
            ) AS locked
            """;

    static final String ABANDON = """
            WITH due AS MATERIALIZED (
              SELECT path, namespace, undo_track FROM ${schema}.object_outbox WHERE namespace = :namespace AND holder = :holder
            )""" + UNDONE;

    /**
     * Claims the records of a holder together or not at all, because its objects must be deleted in a certain order. If two
     * processes claim them at the same moment, neither may succeed; the next call does.
     */
    static final String CLAIM_DELETIONS = """
            WITH oldest AS MATERIALIZED (
              SELECT holder FROM ${schema}.object_outbox
              WHERE namespace = :namespace AND due_at <= now()
              ORDER BY due_at, holder
              LIMIT :max
            ), locked AS MATERIALIZED (
              SELECT path, namespace, holder, undo_track
              FROM ${schema}.object_outbox
              WHERE namespace = :namespace AND due_at <= now() AND holder IN (SELECT holder FROM oldest)
              FOR UPDATE SKIP LOCKED
            ), due AS MATERIALIZED (
              SELECT path, namespace, undo_track
              FROM locked
              WHERE NOT EXISTS (
                SELECT FROM ${schema}.object_outbox AS other
                WHERE other.namespace = locked.namespace AND other.holder = locked.holder
                  AND NOT EXISTS (SELECT FROM locked AS mine WHERE mine.path = other.path))
            )""" + UNDONE;

    static final String RENEW_DELETIONS = """
            UPDATE ${schema}.object_outbox
            SET due_at = %s
            WHERE namespace = :namespace AND holder = ANY (:holders) AND path = ANY (:paths)
            RETURNING path
            """.formatted(LEASE_END);

    /** Returns the objects of the track. */
    static final String DELETE = """
            DELETE FROM ${schema}.audio_tracks
            WHERE namespace = :namespace AND id = :id
            RETURNING audio_gcs_path, audio_generation, thumbnail_gcs_path, artwork_generation
            """;

    /** Records an object for deletion, unless another process writes or deletes it at this moment. */
    static final String RECORD_DELETION = """
            INSERT INTO ${schema}.object_outbox AS recorded (path, namespace, generation, holder, due_at)
            VALUES (:path, :namespace, :generation, :holder, %s)
            ON CONFLICT (path, namespace) DO UPDATE
              SET generation = EXCLUDED.generation, holder = EXCLUDED.holder, due_at = EXCLUDED.due_at
              WHERE recorded.due_at <= now()
            """.formatted(LEASE_END);

    static final String CONFIRM_DELETIONS = """
            DELETE FROM ${schema}.object_outbox
            WHERE namespace = :namespace AND holder = ANY (:holders) AND path = ANY (:paths)
            """;

    private DeletionSql() {}
}
