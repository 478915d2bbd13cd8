package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.track.TrackBindings;
import io.loist.db.internal.track.TrackColumns;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;

/** The SQL for what is being written and deleted. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class JournalSql {

    private static final String FROM_NOW = "now() + ?::double precision * interval '1 microsecond'";

    /** Takes the values of {@link TrackBindings}, the namespace, the holder, the lease in microseconds and paths. */
    static final String BEGIN =
            """
            WITH saved AS (
              INSERT INTO ${schema}.audio_tracks (%s)
              VALUES (%s)
              RETURNING id
            )
            INSERT INTO ${schema}.object_outbox (path, namespace, holder, due_at, undo_track)
            SELECT object.path, ?::text, ?::uuid, %s, saved.id
            FROM saved, unnest(?) AS object(path)
            """.formatted(TrackColumns.names(TrackColumns.ALL), TrackColumns.placeholders(TrackColumns.ALL), FROM_NOW);

    /** Takes the namespace, the lease in microseconds, and of each object the path, the holder and the track. */
    static final String NOTE_TOGETHER = """
            INSERT INTO ${schema}.object_outbox (path, namespace, holder, due_at, undo_track)
            SELECT object.path, ?::text, object.holder, %s, object.track_id
            FROM unnest(?::text[], ?::uuid[], ?::uuid[]) AS object(path, holder, track_id)
            """.formatted(FROM_NOW);

    /**
     * Takes a claim: its track, the namespace, its number; the namespace, the holder, the lease in microseconds and paths. What an
     * attempt that is over has noted is taken over. The lock keeps the claim from being taken over between the look and the notes:
     * they would be on the objects of another attempt, which may be done by then.
     */
    static final String BEGIN_CLAIMED = """
            WITH claimed AS MATERIALIZED (
              SELECT work.track_id FROM ${schema}.track_work AS work
              WHERE work.track_id = ? AND work.namespace = ? AND work.claim_number = ? AND work.status = 'PROCESSING'
              FOR SHARE
            )
            INSERT INTO ${schema}.object_outbox AS noted (path, namespace, holder, due_at)
            SELECT object.path, ?::text, ?::uuid, %s
            FROM unnest(?) AS object(path)
            WHERE EXISTS (SELECT FROM claimed)
            ON CONFLICT (path, namespace) DO UPDATE
              SET holder = EXCLUDED.holder, due_at = EXCLUDED.due_at, generation = 0, undo_track = NULL
              WHERE noted.due_at <= now()
            """.formatted(FROM_NOW);

    /** Takes the lease in microseconds, the namespace and holders. */
    static final String PROLONG = """
            WITH prolonged AS (
              UPDATE ${schema}.object_outbox
              SET due_at = %s
              WHERE namespace = ? AND holder = ANY (?)
              RETURNING holder
            )
            SELECT holder, count(*) AS objects FROM prolonged GROUP BY holder
            """.formatted(FROM_NOW);

    /** Takes the namespace and the holder. */
    static final String COUNT_HELD = "SELECT count(*) FROM ${schema}.object_outbox WHERE namespace = ? AND holder = ?";

    /** Takes the namespace and the holder; {@link #FINISH} follows. */
    static final String HELD = """
            WITH held AS MATERIALIZED (
              SELECT path FROM ${schema}.object_outbox WHERE namespace = ? AND holder = ? FOR UPDATE
            ), done AS (
              UPDATE ${schema}.audio_tracks AS track
              SET""";

    /**
     * Stands behind assignments. Takes: the hashes that no other track may have, the time; the namespace, the id and the status
     * before; how many notes must be held; the namespace, the id and that SHA-256, the same with that audio hash; the namespace
     * and the holder; the path, namespace, generation and holder of an object to be deleted; the key, namespace, size and time
     * of change of the file; the namespace, and the sizes in pixels, paths, generations, lengths and checksums of thumbnails.
     */
    static final String FINISH = """
            , status = 'COMPLETED', error_message = NULL, unique_sha256 = ?::bytea, unique_audio_hash = ?::bytea,
                last_processed_at = now(), updated_at = ?, version = track.version + 1
              WHERE track.namespace = ? AND track.id = ? AND track.status = ?
                AND (SELECT count(*) FROM held) = ?
                AND NOT EXISTS (
                  SELECT FROM ${schema}.audio_tracks AS same
                  WHERE same.namespace = ? AND same.id <> ? AND same.audio_sha256 = ?::bytea)
                AND NOT EXISTS (
                  SELECT FROM ${schema}.audio_tracks AS same
                  WHERE same.namespace = ? AND same.id <> ? AND same.audio_hash = ?::bytea)
              RETURNING %s
            ), released AS (
              DELETE FROM ${schema}.object_outbox AS noted USING done WHERE noted.namespace = ? AND noted.holder = ?
            ), spent AS (
              INSERT INTO ${schema}.object_outbox (path, namespace, generation, holder, due_at)
              SELECT object.path, object.namespace, object.generation, object.holder, now()
              FROM done, (VALUES (?::text, ?::text, ?::bigint, ?::uuid)) AS object(path, namespace, generation, holder)
              WHERE object.path IS NOT NULL
              ON CONFLICT (path, namespace) DO NOTHING
            ), remembered AS (
              INSERT INTO ${schema}.ingest_source (source_key, namespace, size_bytes, modified_at, track_id)
              SELECT file.source_key, file.namespace, file.size_bytes, file.modified_at, done.id
              FROM done, (VALUES (?::bytea, ?::text, ?::bigint, ?::timestamptz))
                  AS file(source_key, namespace, size_bytes, modified_at)
              WHERE file.source_key IS NOT NULL
              ON CONFLICT (source_key, namespace) DO UPDATE
                SET size_bytes = EXCLUDED.size_bytes, modified_at = EXCLUDED.modified_at, track_id = EXCLUDED.track_id
            ), pictured AS (
              INSERT INTO ${schema}.track_thumbnail
                  (track_id, namespace, size_pixels, path, generation, size_bytes, crc32c)
              SELECT done.id, ?::text, picture.*
              FROM done, unnest(?::integer[], ?::text[], ?::bigint[], ?::bigint[], ?::text[]) AS picture
              ON CONFLICT (track_id, namespace, size_pixels) DO UPDATE
                SET path = EXCLUDED.path, generation = EXCLUDED.generation, size_bytes = EXCLUDED.size_bytes,
                    crc32c = EXCLUDED.crc32c
            )
            SELECT done.* FROM done
            """.formatted(TrackSql.COLUMNS);

    /**
     * Takes, as an array for each column, of each new track: its id, the holder, how many notes must be held, the hashes that no
     * other track may have, and the columns of {@link IngestTransactions#NEW}; the namespace and the holders; the time, the namespace, and for
     * each of the two hashes the namespace; the namespace of the notes; the namespace, and of the files: the tracks, keys, sizes
     * and times of change; the namespace, and of the thumbnails: the tracks, sizes in pixels, paths, generations, lengths and
     * checksums. <code>OFFSET 0</code> keeps the two looks for the same content from being planned as one pass over all tracks.
     */
    static final String FINISH_TOGETHER = """
            WITH ending AS MATERIALIZED (
              SELECT *
              FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bytea[], ?::bytea[], %1$s)
                  AS ending(track_id, holder, objects, unique_sha256, unique_audio_hash, %2$s)
            ), held AS MATERIALIZED (
              SELECT holder FROM ${schema}.object_outbox WHERE namespace = ? AND holder = ANY (?) FOR UPDATE
            ), done AS (
              UPDATE ${schema}.audio_tracks AS track
              SET %3$s, status = 'COMPLETED', error_message = NULL, unique_sha256 = ending.unique_sha256,
                  unique_audio_hash = ending.unique_audio_hash, last_processed_at = now(), updated_at = ?,
                  version = track.version + 1
              FROM ending
              WHERE track.namespace = ? AND track.id = ending.track_id AND track.status = 'PROCESSING'
                AND (SELECT count(*) FROM held WHERE held.holder = ending.holder) = ending.objects
                AND NOT EXISTS (
                  SELECT FROM ${schema}.audio_tracks AS same
                  WHERE same.namespace = ? AND same.id <> ending.track_id AND same.audio_sha256 = ending.unique_sha256
                  OFFSET 0)
                AND NOT EXISTS (
                  SELECT FROM ${schema}.audio_tracks AS same
                  WHERE same.namespace = ? AND same.id <> ending.track_id AND same.audio_hash = ending.unique_audio_hash
                  OFFSET 0)
              RETURNING %4$s
            ), released AS (
              DELETE FROM ${schema}.object_outbox AS noted
              USING done, ending
              WHERE ending.track_id = done.id AND noted.namespace = ? AND noted.holder = ending.holder
            ), remembered AS (
              INSERT INTO ${schema}.ingest_source (track_id, namespace, source_key, size_bytes, modified_at)
              SELECT file.track_id, ?::text, file.source_key, file.size_bytes, file.modified_at
              FROM done JOIN unnest(?::uuid[], ?::bytea[], ?::bigint[], ?::timestamptz[])
                  AS file(track_id, source_key, size_bytes, modified_at) ON file.track_id = done.id
              ON CONFLICT (source_key, namespace) DO UPDATE
                SET size_bytes = EXCLUDED.size_bytes, modified_at = EXCLUDED.modified_at, track_id = EXCLUDED.track_id
            ), pictured AS (
              INSERT INTO ${schema}.track_thumbnail
                  (namespace, track_id, size_pixels, path, generation, size_bytes, crc32c)
              SELECT ?::text, picture.*
              FROM done JOIN unnest(?::uuid[], ?::integer[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                  AS picture(track_id, size_pixels, path, generation, size_bytes, crc32c) ON picture.track_id = done.id
            )
            SELECT done.* FROM done
            """.formatted(
                    TrackColumns.arrays(IngestTransactions.NEW),
                    TrackColumns.names(IngestTransactions.NEW),
                    TrackColumns.assignments(IngestTransactions.NEW, name -> "ending." + name),
                    TrackSql.COLUMNS);

    private static final String UNDONE = """
            , undone AS (
              DELETE FROM ${schema}.audio_tracks AS track USING due
              WHERE track.id = due.undo_track AND track.namespace = due.namespace AND track.status = 'PROCESSING'
            ), taken AS (
              UPDATE ${schema}.object_outbox AS noted
              SET holder = ?, due_at = %s, undo_track = NULL
              FROM due
              WHERE noted.path = due.path AND noted.namespace = due.namespace
              RETURNING noted.path, noted.generation
            )
            SELECT path, generation FROM taken ORDER BY path
            """.formatted(FROM_NOW);

    /** Takes the namespace, the holder, the new holder and the lease in microseconds. */
    static final String ABANDON = """
            WITH due AS MATERIALIZED (
              SELECT path, namespace, undo_track FROM ${schema}.object_outbox WHERE namespace = ? AND holder = ? FOR UPDATE
            )""" + UNDONE;

    /**
     * Takes the namespace, how many, the namespace, the new holder and the lease in microseconds. What one holder has noted is taken
     * whole or not at all, for its objects must be deleted in a certain order; if two take it at the same moment, it is left for
     * the next time.
     */
    static final String TAKE_DUE = """
            WITH oldest AS MATERIALIZED (
              SELECT holder FROM ${schema}.object_outbox
              WHERE namespace = ? AND due_at <= now()
              ORDER BY due_at, holder
              LIMIT ?
            ), locked AS MATERIALIZED (
              SELECT path, namespace, holder, undo_track
              FROM ${schema}.object_outbox
              WHERE namespace = ? AND due_at <= now() AND holder IN (SELECT holder FROM oldest)
              FOR UPDATE SKIP LOCKED
            ), due AS MATERIALIZED (
              SELECT path, namespace, undo_track
              FROM locked
              WHERE NOT EXISTS (
                SELECT FROM ${schema}.object_outbox AS other
                WHERE other.namespace = locked.namespace AND other.holder = locked.holder
                  AND NOT EXISTS (SELECT FROM locked AS mine WHERE mine.path = other.path))
            )""" + UNDONE;

    /** Takes the lease in microseconds, the namespace, holders and paths. */
    static final String HOLD = """
            UPDATE ${schema}.object_outbox
            SET due_at = %s
            WHERE namespace = ? AND holder = ANY (?) AND path = ANY (?)
            RETURNING path
            """.formatted(FROM_NOW);

    /** Takes the namespace and the id; gives the paths of what the track had. */
    static final String DELETE = """
            DELETE FROM ${schema}.audio_tracks
            WHERE namespace = ? AND id = ?
            RETURNING audio_gcs_path, audio_generation, thumbnail_gcs_path, artwork_generation
            """;

    /** Takes the generation, the length and the checksum; the namespace, the path and the generation before. */
    static final String RENOTE_THUMBNAIL = """
            UPDATE ${schema}.track_thumbnail SET generation = ?, size_bytes = ?, crc32c = ?
            WHERE namespace = ? AND path = ? AND generation = ?
            """;

    /** Takes the namespace, the path and the generation. */
    static final String DROP_THUMBNAIL = """
            DELETE FROM ${schema}.track_thumbnail WHERE namespace = ? AND path = ? AND generation = ?
            """;

    /** Takes the path, the namespace, the generation, the holder and the lease in microseconds. */
    static final String NOTE = """
            INSERT INTO ${schema}.object_outbox AS noted (path, namespace, generation, holder, due_at)
            VALUES (?, ?, ?, ?, %s)
            ON CONFLICT (path, namespace) DO UPDATE
              SET generation = EXCLUDED.generation, holder = EXCLUDED.holder, due_at = EXCLUDED.due_at
              WHERE noted.due_at <= now()
            """.formatted(FROM_NOW);

    /** Takes the namespace, holders and paths. */
    static final String FORGET = """
            DELETE FROM ${schema}.object_outbox WHERE namespace = ? AND holder = ANY (?) AND path = ANY (?)
            """;

    /** Takes the namespace and keys; the columns of the track come first, as {@link TrackRowMapper} needs it. */
    static final String RECALL = """
            SELECT %s, source.source_key, source.size_bytes, source.modified_at
            FROM ${schema}.ingest_source AS source
            JOIN ${schema}.audio_tracks AS track ON track.id = source.track_id AND track.namespace = source.namespace
            WHERE source.namespace = ? AND source.source_key = ANY (?) AND track.status = 'COMPLETED'
            """.formatted(TrackSql.COLUMNS);

    /** Takes the namespace and audio hashes. */
    static final String WITH_SOUND = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.audio_hash = ANY (?) AND track.status = 'COMPLETED'
            """.formatted(TrackSql.COLUMNS);

    /** Takes the namespace and sizes. */
    static final String KNOWN_SIZES = """
            SELECT DISTINCT size_bytes FROM ${schema}.ingest_source WHERE namespace = ? AND size_bytes = ANY (?::bigint[])
            """;

    /**
     * Takes the key, the namespace, the size and the time of change; the namespace and the id of the track. Not forced to the disk:
     * nobody is told of it, and a server that crashes has forgotten no more than that the file need not be read once more.
     */
    static final String REMEMBER = """
            WITH unhurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            INSERT INTO ${schema}.ingest_source (source_key, namespace, size_bytes, modified_at, track_id)
            SELECT ?, ?, ?, ?::timestamptz, track.id
            FROM unhurried, ${schema}.audio_tracks AS track
            WHERE track.namespace = ? AND track.id = ?
            ON CONFLICT (source_key, namespace) DO UPDATE
              SET size_bytes = EXCLUDED.size_bytes, modified_at = EXCLUDED.modified_at, track_id = EXCLUDED.track_id
            """;

    /** Takes the namespace and the bucket, three times, and the bucket. Sorted by the server, on its disk if need be. */
    static final String OBJECTS = """
            SELECT object.path, object.generation, object.size_bytes, object.crc32c, object.track_id, object.part
            FROM (
              SELECT audio_name AS name, audio_gcs_path AS path, audio_generation AS generation, file_size_bytes AS size_bytes,
                     audio_crc32c AS crc32c, CASE WHEN namespace = ? AND status = 'COMPLETED' THEN id END AS track_id,
                     'AUDIO' AS part
              FROM ${schema}.audio_tracks
              WHERE audio_bucket = ?
              UNION ALL
              SELECT artwork_name, thumbnail_gcs_path, artwork_generation, artwork_size_bytes,
                     artwork_crc32c, CASE WHEN namespace = ? AND status = 'COMPLETED' THEN id END, 'ARTWORK'
              FROM ${schema}.audio_tracks
              WHERE artwork_bucket = ?
              UNION ALL
              SELECT ${schema}.loist_object_name(path), path, generation, size_bytes, crc32c,
                     CASE WHEN namespace = ? THEN track_id END, 'THUMBNAIL'
              FROM ${schema}.track_thumbnail
              WHERE ${schema}.loist_bucket(path) = ?
              UNION ALL
              SELECT ${schema}.loist_object_name(path), path, generation, NULL, NULL, NULL, 'AUDIO'
              FROM ${schema}.object_outbox
              WHERE ${schema}.loist_bucket(path) = ?
            ) AS object
            ORDER BY object.name COLLATE "C"
            """;

    /** Takes paths, four times. */
    static final String KNOWN = """
            SELECT audio_gcs_path AS path FROM ${schema}.audio_tracks WHERE audio_gcs_path = ANY (?)
            UNION
            SELECT thumbnail_gcs_path FROM ${schema}.audio_tracks WHERE thumbnail_gcs_path = ANY (?)
            UNION
            SELECT path FROM ${schema}.track_thumbnail WHERE path = ANY (?)
            UNION
            SELECT path FROM ${schema}.object_outbox WHERE path = ANY (?)
            """;

    private JournalSql() {}
}
