package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;

/** The SQL that deletes objects, and looks up files and objects. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class JournalSql {

    private static final String LEASE_END = "now() + :lease_micros::double precision * interval '1 microsecond'";

    private static final String UNDONE = """
            , undone AS (
              DELETE FROM ${schema}.audio_tracks AS track USING due
              WHERE track.id = due.undo_track AND track.namespace = due.namespace AND track.status = 'PROCESSING'
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

    /** Locks a track before its thumbnails are read, so that an ingest does not add some before {@link #DELETE}. */
    static final String LOCK_TRACK = """
            SELECT FROM ${schema}.audio_tracks WHERE namespace = :namespace AND id = :id FOR UPDATE
            """;

    /** Returns the objects of the track. */
    static final String DELETE = """
            DELETE FROM ${schema}.audio_tracks
            WHERE namespace = :namespace AND id = :id
            RETURNING audio_gcs_path, audio_generation, thumbnail_gcs_path, artwork_generation
            """;

    static final String CORRECT_THUMBNAIL = """
            UPDATE ${schema}.track_thumbnail SET generation = :generation, size_bytes = :size_bytes, crc32c = :crc32c
            WHERE namespace = :namespace AND path = :path AND generation = :recorded_generation
            """;

    static final String DELETE_THUMBNAIL = """
            DELETE FROM ${schema}.track_thumbnail
            WHERE namespace = :namespace AND path = :path AND generation = :recorded_generation
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

    /** The columns of the track come first, as {@link TrackRowMapper} requires. */
    static final String KNOWN_FILES = """
            SELECT %s, source.source_key, source.size_bytes, source.modified_at
            FROM ${schema}.ingest_source AS source
            JOIN ${schema}.audio_tracks AS track ON track.id = source.track_id AND track.namespace = source.namespace
            WHERE source.namespace = :namespace AND source.source_key = ANY (:keys) AND track.status = 'COMPLETED'
            """.formatted(TrackSql.COLUMNS);

    static final String TRACKS_BY_AUDIO_HASH = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.audio_hash = ANY (:audio_hashes) AND track.status = 'COMPLETED'
            """.formatted(TrackSql.COLUMNS);

    static final String KNOWN_SIZES = """
            SELECT DISTINCT size_bytes FROM ${schema}.ingest_source WHERE namespace = :namespace AND size_bytes = ANY (:sizes)
            """;

    /** Does not wait for the disk: if the server crashes, the file is read again at worst. */
    static final String REMEMBER = """
            WITH setting AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            INSERT INTO ${schema}.ingest_source (source_key, namespace, size_bytes, modified_at, track_id)
            SELECT :key, :namespace, :size_bytes, :modified_at::timestamptz, track.id
            FROM setting, ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = :track_id
            ON CONFLICT (source_key, namespace) DO UPDATE
              SET size_bytes = EXCLUDED.size_bytes, modified_at = EXCLUDED.modified_at, track_id = EXCLUDED.track_id
            """;

    /** The parameter {@code prefix} is {@code gs://bucket/}. The server sorts, on its disk if necessary. */
    static final String EXPECTED_OBJECTS = """
            SELECT object.path, object.generation, object.size_bytes, object.crc32c, object.track_id, object.role
            FROM (
              SELECT audio_gcs_path AS path, audio_generation AS generation, file_size_bytes AS size_bytes,
                     audio_crc32c AS crc32c,
                     CASE WHEN namespace = :namespace AND status = 'COMPLETED' THEN id END AS track_id, 'AUDIO' AS role
              FROM ${schema}.audio_tracks
              WHERE starts_with(audio_gcs_path, :prefix)
              UNION ALL
              SELECT thumbnail_gcs_path, artwork_generation, artwork_size_bytes, artwork_crc32c,
                     CASE WHEN namespace = :namespace AND status = 'COMPLETED' THEN id END, 'ARTWORK'
              FROM ${schema}.audio_tracks
              WHERE starts_with(thumbnail_gcs_path, :prefix)
              UNION ALL
              SELECT path, generation, size_bytes, crc32c, CASE WHEN namespace = :namespace THEN track_id END, 'THUMBNAIL'
              FROM ${schema}.track_thumbnail
              WHERE starts_with(path, :prefix)
              UNION ALL
              SELECT path, generation, NULL, NULL, NULL, 'AUDIO'
              FROM ${schema}.object_outbox
              WHERE starts_with(path, :prefix)
            ) AS object
            ORDER BY object.path
            """;

    static final String KNOWN_OBJECTS = """
            SELECT audio_gcs_path AS path FROM ${schema}.audio_tracks WHERE audio_gcs_path = ANY (:paths)
            UNION
            SELECT thumbnail_gcs_path FROM ${schema}.audio_tracks WHERE thumbnail_gcs_path = ANY (:paths)
            UNION
            SELECT path FROM ${schema}.track_thumbnail WHERE path = ANY (:paths)
            UNION
            SELECT path FROM ${schema}.object_outbox WHERE path = ANY (:paths)
            """;

    private JournalSql() {}
}
