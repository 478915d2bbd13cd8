package io.loist.db.internal.journal;

import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;

/** The SQL that remembers files, and looks up files, tracks and objects. <code>${schema}.</code> stands for the schema. */
final class LookupSql {

    /**
     * The columns of the track come first, as {@link TrackRowMapper} requires. <code>LATERAL</code> and <code>OFFSET 0</code> let a
     * server without statistics look up each file, instead of reading all files of the namespace.
     */
    static final String KNOWN_FILES = """
            SELECT %s, source.source_key, source.size_bytes, source.modified_at
            FROM (SELECT DISTINCT key FROM unnest(:keys) AS given(key)) AS wanted
            CROSS JOIN LATERAL (
              SELECT * FROM ${schema}.ingest_source
              WHERE namespace = :namespace AND source_key = wanted.key
              OFFSET 0) AS source
            CROSS JOIN LATERAL (
              SELECT * FROM ${schema}.audio_tracks
              WHERE namespace = :namespace AND id = source.track_id
              OFFSET 0) AS track
            WHERE track.status = 'COMPLETED'
            """.formatted(TrackSql.COLUMNS);

    static final String TRACKS_BY_AUDIO_HASH = """
            SELECT %s
            FROM unnest(:audio_hashes) AS wanted(hash)
            CROSS JOIN LATERAL (
              SELECT * FROM ${schema}.audio_tracks
              WHERE namespace = :namespace AND audio_hash = wanted.hash
              OFFSET 0) AS track
            WHERE track.status = 'COMPLETED'
            """.formatted(TrackSql.COLUMNS);

    static final String KNOWN_SIZES = """
            SELECT given.size
            FROM unnest(:sizes) AS given(size)
            WHERE EXISTS (
              SELECT FROM ${schema}.ingest_source
              WHERE namespace = :namespace AND size_bytes = given.size
              OFFSET 0)
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

    static final String KNOWN_OBJECTS = "SELECT path FROM ${schema}.loist_known_objects(:paths) AS path";

    private LookupSql() {}
}
