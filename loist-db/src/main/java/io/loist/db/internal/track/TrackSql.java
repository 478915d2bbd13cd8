package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.load.EncodedTracks;
import io.loist.db.internal.text.SearchEntry;
import io.loist.db.internal.work.TrackStatusSql;

/** The SQL for tracks. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
public final class TrackSql {

    /** What a track is made of, but for a lease that somebody may have on one that is not done. */
    private static final String OWN_COLUMNS = """
            track.id, track.version, track.created_at, track.updated_at,
            track.status,
            track.error_message, track.retry_count, track.last_processed_at, track.popularity,
            track.title, track.artist, track.album, track.album_artist, track.credits, track.genres, track.year,
            track.release_date, track.release_date_precision,
            track.track_number, track.track_total, track.disc_number, track.disc_total,
            track.composer, track.label, track.isrcs,
            track.mb_recording_id, track.mb_track_id, track.mb_release_id, track.mb_release_group_id, track.mb_work_id,
            track.tags, track.attributes,
            track.duration_seconds, track.channels, track.sample_rate, track.bitrate, track.bit_depth, track.format,
            track.codec, track.audio_hash,
            track.audio_gcs_path, track.audio_generation, track.file_size_bytes, track.audio_crc32c, track.audio_sha256,
            track.audio_content_type,
            track.thumbnail_gcs_path, track.artwork_generation, track.artwork_size_bytes, track.artwork_crc32c,
            track.artwork_sha256, track.artwork_content_type""";

    /** What a track is made of; {@link TrackRowMapper} reads it. */
    public static final String COLUMNS = OWN_COLUMNS.replace("track.status,", TrackStatusSql.STATUS + " AS status,");

    /** Takes the values of {@link TrackBindings}, in order. */
    static final String INSERT =
            """
            INSERT INTO ${schema}.audio_tracks (%s)
            VALUES (%s)
            """.formatted(TrackColumns.names(TrackColumns.ALL), TrackColumns.placeholders(TrackColumns.ALL));

    /**
     * Saves a track only if nothing of it is there. Takes the values of {@link TrackBindings}; the SHA-256 and the audio hash
     * that no other track may have, each null if any may; the namespace and that SHA-256, the namespace and that audio hash.
     */
    static final String INSERT_UNLESS_THERE =
            """
            INSERT INTO ${schema}.audio_tracks (%s, unique_sha256, unique_audio_hash)
            SELECT %s, ?::bytea, ?::bytea
            WHERE NOT EXISTS (
                SELECT FROM ${schema}.audio_tracks AS same WHERE same.namespace = ?::text AND same.audio_sha256 = ?::bytea)
              AND NOT EXISTS (
                SELECT FROM ${schema}.audio_tracks AS same WHERE same.namespace = ?::text AND same.audio_hash = ?::bytea)
            ON CONFLICT DO NOTHING
            """.formatted(TrackColumns.names(TrackColumns.ALL), TrackColumns.placeholders(TrackColumns.ALL));

    private static final String REPLACE = """
            ON CONFLICT (id, namespace) DO UPDATE SET
              %s,
              unique_sha256 = CASE WHEN track.unique_sha256 IS NOT NULL THEN EXCLUDED.audio_sha256 END,
              unique_audio_hash = CASE WHEN track.unique_audio_hash IS NOT NULL THEN EXCLUDED.audio_hash END,
              loaded_digest = EXCLUDED.loaded_digest,
              updated_at = EXCLUDED.updated_at,
              version = track.version + 1
            WHERE (%s) IS DISTINCT FROM (%s)
            """.formatted(
                    TrackColumns.assignments(TrackColumns.REPLACED, name -> "EXCLUDED." + name),
                    TrackColumns.names(TrackColumns.COMPARED, "track"),
                    TrackColumns.names(TrackColumns.COMPARED, "EXCLUDED"));

    /** Takes the values of {@link TrackBindings}; gives the row that is stored now, none if it is the same already. */
    static final String UPSERT = """
            INSERT INTO ${schema}.audio_tracks AS track (%s)
            VALUES (%s)
            %s
            RETURNING %s
            """.formatted(
            TrackColumns.names(TrackColumns.ALL), TrackColumns.placeholders(TrackColumns.ALL), REPLACE, COLUMNS);

    /**
     * Merges the tracks of {@link #COPY_STAGED}; gives how many are new and how many were replaced. Those that are the same
     * already are left out before anything is computed for them.
     */
    public static final String MERGE_STAGED = """
            WITH written AS (
              INSERT INTO ${schema}.audio_tracks AS track (%1$s, loaded_digest)
              SELECT %2$s, staged.loaded_digest
              FROM pg_temp.loist_staged AS staged
              WHERE NOT EXISTS (
                SELECT FROM ${schema}.audio_tracks AS same
                WHERE same.id = staged.id AND same.namespace = staged.namespace
                  AND (%3$s) IS NOT DISTINCT FROM (%4$s))
              ORDER BY staged.id
              %5$s
              RETURNING track.version
            )
            SELECT count(*) FILTER (WHERE version = 0) AS created, count(*) FILTER (WHERE version > 0) AS updated
            FROM written
            """.formatted(
                    TrackColumns.names(TrackColumns.ALL),
                    TrackColumns.names(TrackColumns.ALL, "staged"),
                    TrackColumns.names(TrackColumns.COMPARED, "same"),
                    TrackColumns.names(TrackColumns.COMPARED, "staged"),
                    REPLACE);

    /** Takes the namespace and ids; gives those that are taken, with the digest of what a load wrote there. */
    public static final String FIND_LOADED = """
            SELECT track.id, track.loaded_digest
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ANY (?)
            """;

    public static final String STAGE = "SELECT ${schema}.loist_stage()";
    public static final String COPY_STAGED =
            "COPY pg_temp.loist_staged (%s, loaded_digest) FROM STDIN".formatted(TrackColumns.names(TrackColumns.ALL));
    public static final String BEGIN_LOAD = "SELECT ${schema}.loist_begin_load()";

    /** Reads the lines of {@link EncodedTracks}. */
    public static final String COPY = "COPY ${schema}.audio_tracks (%s, loaded_digest) FROM STDIN"
            .formatted(TrackColumns.names(TrackColumns.ALL));

    public static final String COPY_ENTRIES =
            "COPY ${schema}.track_search (%s) FROM STDIN".formatted(SearchEntry.COLUMNS);

    /** Says that entries of search come before their tracks; gives where the tiers of static ranks begin. */
    public static final String BEGIN_ENTRIES = """
            SELECT floors, set_config('loist.entries', 'sent', true) FROM ${schema}.track_search_state
            """;

    public static final String END_LOAD = "SELECT ${schema}.loist_end_load(?)";

    /** For the rest of a transaction that loads: it may take longer than any call. */
    public static final String UNHURRIED = """
            SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)
            """;

    public static final String SORT_IN = "SELECT ${schema}.loist_search_sort_in()";

    /** Takes what to set, the time, the namespace, the id and the version expected; assignments stand at its place. */
    static final String UPDATE = """
            UPDATE ${schema}.audio_tracks AS track
            SET %%s, updated_at = ?, version = track.version + 1
            WHERE track.namespace = ? AND track.id = ? AND track.version = ?
            RETURNING %s
            """.formatted(COLUMNS);

    /** Takes the new SHA-256. */
    static final String KEEP_UNIQUE_SHA256 =
            "unique_sha256 = CASE WHEN track.unique_sha256 IS NOT NULL THEN ?::bytea END";

    /** Takes the new audio hash. */
    static final String KEEP_UNIQUE_AUDIO_HASH =
            "unique_audio_hash = CASE WHEN track.unique_audio_hash IS NOT NULL THEN ?::bytea END";

    /**
     * Takes the namespace with each of: ids, paths, hashes of content, hashes of sound. Gives what of them is taken, and by
     * which track.
     */
    static final String FIND_TAKEN = """
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ANY (?)
            UNION
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.audio_gcs_path = ANY (?)
            UNION
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.audio_sha256 = ANY (?)
            UNION
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.audio_hash = ANY (?)
            ORDER BY 1
            """;

    /** Takes the namespace and an id. */
    static final String FIND_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ?
            """.formatted(COLUMNS);

    /** Takes the namespace and an id. Cheaper, and right for every status that no lease hides. */
    static final String FIND_OWN_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ?
            """.formatted(OWN_COLUMNS);

    /** Takes the namespace and ids. */
    public static final String FIND_ALL_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ANY (?)
            """.formatted(COLUMNS);

    /** Takes the namespace and an id. */
    static final String DELETE = """
            DELETE FROM ${schema}.audio_tracks WHERE namespace = ? AND id = ?
            """;

    /** Takes the namespace; conditions follow. */
    static final String COUNT = """
            SELECT count(*)
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ?
            """;

    /** Takes the namespace; conditions follow. The first row of its plan says how many rows it would give. */
    static final String GUESS = """
            EXPLAIN (FORMAT JSON)
            SELECT
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ?
            """;

    /** Takes the namespace; conditions and order follow. */
    static final String STREAM = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ?
            """.formatted(COLUMNS);

    private static final String LIST = """
            SELECT %s, track.%s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ?
            """;

    /** Before {@link #list}, whose tracks are read whole before they are put in order, so that no index on the order is tried. */
    private static final String AMONG = """
            WITH among AS MATERIALIZED (SELECT * FROM ${schema}.audio_tracks WHERE namespace = ? AND id = ANY (?))
            """;

    private TrackSql() {}

    /** Takes the namespace; conditions, order and limit follow. */
    public static String list(TrackOrder order) {
        return LIST.formatted(COLUMNS, order.column());
    }

    /** Takes the namespace, ids, and the namespace again; conditions, order and limit follow. */
    public static String among(TrackOrder order) {
        return AMONG + list(order).replace("${schema}.audio_tracks AS track", "among AS track");
    }

    /** */
    static final String THUMBNAILS = """
            SELECT track_id, size_pixels, path, generation, size_bytes, crc32c
            FROM ${schema}.track_thumbnail
            WHERE namespace = :namespace AND track_id = ANY (:track_ids)
            ORDER BY track_id, size_pixels
            """;
}
