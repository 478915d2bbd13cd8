package io.loist.db;

/** The SQL for tracks. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class TrackSql {

    /** What a track is made of; {@link TrackRowMapper} reads it. A lease is in {@code track_work} alone. */
    static final String COLUMNS = """
            track.id, track.version, track.created_at, track.updated_at,
            CASE
              WHEN track.status IN ('PENDING', 'FAILED') AND EXISTS (
                SELECT FROM ${schema}.track_work AS work
                WHERE work.track_id = track.id AND work.namespace = track.namespace AND work.status = 'PROCESSING')
              THEN 'PROCESSING' ELSE track.status
            END AS status,
            track.error_message, track.retry_count, track.last_processed_at, track.popularity,
            track.title, track.artist, track.album, track.album_artist, track.credits, track.genres, track.year,
            track.release_date, track.release_date_precision,
            track.track_number, track.track_total, track.disc_number, track.disc_total,
            track.composer, track.label, track.isrcs,
            track.mb_recording_id, track.mb_track_id, track.mb_release_id, track.mb_release_group_id, track.mb_work_id,
            track.tags, track.attributes,
            track.duration_seconds, track.channels, track.sample_rate, track.bitrate, track.bit_depth, track.format,
            track.codec, track.essence_hash,
            track.audio_gcs_path, track.audio_generation, track.file_size_bytes, track.audio_crc32c, track.audio_sha256,
            track.audio_content_type,
            track.thumbnail_gcs_path, track.thumbnail_generation, track.thumbnail_size_bytes, track.thumbnail_crc32c,
            track.thumbnail_sha256, track.thumbnail_content_type""";

    /** Takes the values of {@link TrackBindings}, in order. */
    static final String INSERT = """
            INSERT INTO ${schema}.audio_tracks (
              namespace, id, created_at, updated_at, status, popularity,
              title, artist, album, album_artist, credits, genre, genres, year,
              release_date, release_date_precision, track_number, track_total, disc_number, disc_total,
              composer, label, isrcs,
              mb_recording_id, mb_track_id, mb_release_id, mb_release_group_id, mb_work_id,
              tags, attributes,
              duration_seconds, channels, sample_rate, bitrate, bit_depth, format, codec, essence_hash,
              audio_gcs_path, audio_generation, file_size_bytes, audio_crc32c, audio_sha256, audio_content_type,
              thumbnail_gcs_path, thumbnail_generation, thumbnail_size_bytes, thumbnail_crc32c, thumbnail_sha256,
              thumbnail_content_type)
            VALUES (
              ?, ?, ?, ?, ?, ?,
              ?, ?, ?, ?, ?::jsonb, ?, ?, ?,
              ?, ?, ?, ?, ?, ?,
              ?, ?, ?,
              ?, ?, ?, ?, ?,
              ?::jsonb, ?::jsonb,
              ?, ?, ?, ?, ?, ?, ?, ?,
              ?, ?, ?, ?, ?, ?,
              ?, ?, ?, ?, ?,
              ?)
            """;

    /** Takes the namespace, ids and paths. */
    static final String FIND_TAKEN = """
            SELECT track.id, track.audio_gcs_path
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND (track.id = ANY (?) OR track.audio_gcs_path = ANY (?))
            ORDER BY track.id
            LIMIT 1
            """;

    /** Takes the namespace and an id. */
    static final String FIND_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ?
            """.formatted(COLUMNS);

    /** Takes the namespace and ids. */
    static final String FIND_ALL_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ANY (?)
            """.formatted(COLUMNS);

    /** Takes the namespace and an id. */
    static final String DELETE = """
            DELETE FROM ${schema}.audio_tracks WHERE namespace = ? AND id = ?
            """;

    private static final String LIST = """
            SELECT %s, track.%s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ?
            """;

    private TrackSql() {}

    /** Takes the namespace; conditions, order and limit follow. */
    static String list(TrackOrder order) {
        return LIST.formatted(COLUMNS, order.column());
    }
}
