package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.ledger.LedgerSql;
import io.loist.db.internal.work.TrackStatusSql;
import io.loist.track.TrackStatus;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SQL for tracks. <code>${schema}.</code> stands for the schema, see {@link SchemaName}; parameters are named as the columns
 * are, see {@link TrackValues}, and those of a search entry as {@link EntrySql} says.
 */
public final class TrackSql {

    /** What a track is made of, but for a lease on one that is not done. */
    private static final String OWN_COLUMNS = Arrays.stream(TrackColumn.values())
            .filter(TrackColumn::isRead)
            .map(column -> "track." + column.column())
            .collect(Collectors.joining(", "));

    /** The columns that {@link TrackRowMapper} reads, with the status that the row has. */
    static final String STORED = OWN_COLUMNS;

    /** The columns that {@link TrackRowMapper} reads. */
    public static final String COLUMNS = OWN_COLUMNS.replace("track.status,", TrackStatusSql.STATUS + " AS status,");

    /** What {@link #COLUMNS} are made of. Without the lease: a distributed table returns no subquery. */
    private static final String RETURNED =
            "track.namespace, track.album_id, track.catalog_ids, track.catalog_kinds, " + OWN_COLUMNS;

    /** The columns that loist writes. */
    public static final String WRITTEN =
            "namespace, digest, " + LedgerSql.COLUMNS + ", " + TrackColumns.names(TrackColumn.WRITTEN);

    private static final String VALUES =
            ":namespace, :digest::uuid, " + LedgerSql.VALUES + ", " + TrackColumns.parameters(TrackColumn.WRITTEN);

    /** Whether another track has the same content; checked if the parameters of the hashes are not null. */
    private static final String UNLESS_THERE = """
            WHERE NOT EXISTS (
                SELECT FROM ${schema}.audio_tracks AS same
                WHERE same.namespace = :namespace AND same.audio_sha256 = :unique_sha256::bytea)
              AND NOT EXISTS (
                SELECT FROM ${schema}.audio_tracks AS same
                WHERE same.namespace = :namespace AND same.audio_hash = :unique_audio_hash::bytea)
            ON CONFLICT DO NOTHING""";

    private static final String SAVED = """
            WITH saved AS (
              INSERT INTO ${schema}.audio_tracks (%s)
              VALUES (%s)
              RETURNING id, %s
            )
            """.formatted(WRITTEN, VALUES, LedgerSql.READ);

    /** Saves a track and its search entry. */
    public static final String INSERT = SAVED + EntrySql.INSERT.formatted("saved", true);

    /** Saves a track and its search entry, unless its id, object or content exists. More parameters: {@code unique_sha256} and {@code unique_audio_hash}. */
    public static final String INSERT_UNLESS_THERE =
            """
            WITH saved AS (
              INSERT INTO ${schema}.audio_tracks (%s, unique_sha256, unique_audio_hash)
              SELECT %s, :unique_sha256::bytea, :unique_audio_hash::bytea
              %s
              RETURNING id, %s
            )
            """.formatted(WRITTEN, VALUES, UNLESS_THERE, LedgerSql.READ) + EntrySql.INSERT.formatted("saved", true);

    /** Appended to a statement that saves; returns the server's time for each saved track. */
    public static final String RETURNING_NOW = "RETURNING now()";

    public static final String REPLACE = """
            ON CONFLICT (namespace, id) DO UPDATE SET
              %s,
              unique_sha256 = CASE WHEN track.unique_sha256 IS NOT NULL THEN EXCLUDED.audio_sha256 END,
              unique_audio_hash = CASE WHEN track.unique_audio_hash IS NOT NULL THEN EXCLUDED.audio_hash END,
              digest = EXCLUDED.digest, %s
            WHERE (%s) IS DISTINCT FROM (%s)
            """.formatted(
                    TrackColumns.assignments(TrackColumn.REPLACED, "EXCLUDED"),
                    LedgerSql.REPLACED,
                    TrackColumns.names(TrackColumn.COMPARED, "track"),
                    TrackColumns.names(TrackColumn.COMPARED, "EXCLUDED"));

    /** Saves or replaces a track and its search entry; returns the stored row, or no row if the track is unchanged. */
    public static final String UPSERT = """
            WITH written AS (
              INSERT INTO ${schema}.audio_tracks AS track (%s)
              VALUES (%s)
              %s
              RETURNING %s
            ), %s
            SELECT %s FROM written AS track
            """.formatted(
                    WRITTEN,
                    VALUES,
                    REPLACE,
                    RETURNED,
                    EntrySql.UPSERT_CTES.formatted("written", "written.version = 0"),
                    COLUMNS);

    private static final String KEEP_UNIQUE_SHA256 =
            ", unique_sha256 = CASE WHEN track.unique_sha256 IS NOT NULL THEN :audio_sha256::bytea END";

    private static final String KEEP_UNIQUE_AUDIO_HASH =
            ", unique_audio_hash = CASE WHEN track.unique_audio_hash IS NOT NULL THEN :audio_hash::bytea END";

    /** Returns which of {@code ids}, {@code paths}, {@code sha256s} and {@code audio_hashes} exist, and in which tracks. */
    static final String FIND_TAKEN = """
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = ANY (:ids)
            UNION
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.audio_gcs_path = ANY (:paths)
            UNION
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.audio_sha256 = ANY (:sha256s)
            UNION
            SELECT track.id, track.audio_gcs_path, track.audio_sha256, track.audio_hash
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.audio_hash = ANY (:audio_hashes)
            ORDER BY 1
            """;

    public static final String FIND_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = :id
            """.formatted(COLUMNS);

    /** Cheaper than {@link #FIND_BY_ID}; correct for all statuses that do not depend on a lease. */
    public static final String FIND_OWN_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = :id
            """.formatted(OWN_COLUMNS);

    public static final String FIND_ALL_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = ANY (:ids)
            """.formatted(COLUMNS);

    /**
     * Cheaper than {@link #FIND_ALL_BY_ID}; correct for all statuses that do not depend on a lease. The ids are in a subquery, so that
     * the planner does not see how many there are: it makes the same plan for all, and keeps it. A plan for each number of ids
     * takes two to four times as long as reading the tracks.
     */
    public static final String FIND_OWN_ALL_BY_ID = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = ANY ((SELECT :ids::uuid[])::uuid[])
            """.formatted(OWN_COLUMNS);

    public static final String DELETE = """
            DELETE FROM ${schema}.audio_tracks WHERE namespace = :namespace AND id = :id
            """;

    /** Locks a track before {@link #DELETE_VERSION}, which then sees its latest version. */
    public static final String LOCK = """
            SELECT FROM ${schema}.audio_tracks WHERE namespace = :namespace AND id = :id FOR UPDATE
            """;

    /** Returns the version of the track {@code id} and, if that is {@code expected_version}, deletes the track. */
    public static final String DELETE_VERSION = """
            WITH deleted AS (
              DELETE FROM ${schema}.audio_tracks
              WHERE namespace = :namespace AND id = :id AND version = :expected_version
              RETURNING version
            )
            SELECT version FROM deleted
            UNION ALL
            SELECT version FROM ${schema}.audio_tracks
            WHERE namespace = :namespace AND id = :id AND version <> :expected_version
            """;

    /** To be completed with conditions. */
    public static final String COUNT = """
            SELECT count(*)
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace
            """;

    /** To be completed with conditions. The first row of its plan contains the estimated number of rows. */
    public static final String GUESS = """
            EXPLAIN (FORMAT JSON)
            SELECT
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace
            """;

    /** To be completed with conditions and an order. */
    public static final String STREAM = """
            SELECT %s
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace
            """.formatted(COLUMNS);

    /** Reads the thumbnails of the tracks {@code track_ids}. */
    static final String THUMBNAILS = """
            SELECT track_id, size_pixels, path, generation, size_bytes, crc32c
            FROM ${schema}.track_thumbnail
            WHERE namespace = :namespace AND track_id = ANY (:track_ids)
            ORDER BY track_id, size_pixels
            """;

    private TrackSql() {}

    /**
     * Returns the statement that changes some columns of the track {@code id}, and its entry, if it has the version
     * {@code expected_version}; returns the stored row.
     */
    public static String update(Set<TrackColumn> columns) {
        String unique = (columns.contains(TrackColumn.AUDIO_SHA256) ? KEEP_UNIQUE_SHA256 : "")
                + (columns.contains(TrackColumn.AUDIO_HASH) ? KEEP_UNIQUE_AUDIO_HASH : "");
        return """
                WITH changed AS (
                  UPDATE ${schema}.audio_tracks AS track
                  SET digest = :digest::uuid, %s, %s%s
                  WHERE track.namespace = :namespace AND track.id = :id AND track.version = :expected_version
                  RETURNING %s
                ), %s
                SELECT %s FROM changed AS track
                """.formatted(
                        LedgerSql.ASSIGNED,
                        TrackColumns.assignments(columns),
                        unique,
                        RETURNED,
                        EntrySql.UPSERT_CTES.formatted("changed", false),
                        COLUMNS);
    }

    /**
     * Returns what a list reads of a track: its columns, and the sort column.
     *
     * @param statuses the statuses that the track may have; empty for all
     */
    static Sql listed(TrackOrder order, Set<TrackStatus> statuses) {
        boolean leases = statuses.isEmpty() || TrackStatusSql.dependsOnLease(statuses);
        String columns = (leases ? COLUMNS : OWN_COLUMNS) + ", track." + order.column();
        return leases ? Sql.of(columns).replanned() : Sql.of(columns);
    }
}
