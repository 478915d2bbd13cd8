package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.ledger.LedgerSql;
import io.loist.db.internal.track.EntrySql;
import io.loist.db.internal.track.TrackColumn;
import io.loist.db.internal.track.TrackColumns;
import io.loist.db.internal.track.TrackSql;

/** The SQL that loads tracks. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class LoadSql {

    private static final String COLUMNS =
            "namespace, " + TrackColumns.names(TrackColumn.WRITTEN) + ", digest, " + LedgerSql.COLUMNS;

    /** Reads the lines of {@link EncodedTracks}. */
    static final String COPY_TRACKS = "COPY ${schema}.audio_tracks (%s) FROM STDIN".formatted(COLUMNS);

    /** Reads the entries of {@link EncodedTracks}. */
    static final String COPY_ENTRIES = "COPY ${schema}.track_search (%s) FROM STDIN".formatted(EntrySql.COLUMNS);

    /** Lets the index collect the entries of thousands of tracks before it sorts them in. */
    static final String LENGTHEN_PENDING_LIST = "SELECT set_config('gin_pending_list_limit', '4096', true)";

    static final String SHORTEN_PENDING_LIST = "SELECT " + EntrySql.SHORTENS_PENDING_LIST;

    /** Returns the digests of the existing tracks among {@code ids}. */
    static final String FIND_DIGESTS = """
            SELECT track.id, track.digest
            FROM ${schema}.audio_tracks AS track
            WHERE track.namespace = :namespace AND track.id = ANY (:ids)
            """;

    /** Creates or empties the tables into which tracks are loaded before they are compared with the existing ones. */
    static final String[] STAGE = {
        "CREATE TEMPORARY TABLE IF NOT EXISTS loist_staged ON COMMIT DROP AS"
                + " SELECT * FROM ${schema}.audio_tracks WITH NO DATA",
        "CREATE TEMPORARY TABLE IF NOT EXISTS loist_staged_search ON COMMIT DROP AS"
                + " SELECT * FROM ${schema}.track_search WITH NO DATA",
        "TRUNCATE pg_temp.loist_staged, pg_temp.loist_staged_search"
    };

    static final String COPY_STAGED_TRACKS = "COPY pg_temp.loist_staged (%s) FROM STDIN".formatted(COLUMNS);

    static final String COPY_STAGED_ENTRIES =
            "COPY pg_temp.loist_staged_search (%s) FROM STDIN".formatted(EntrySql.COLUMNS);

    /** Inserts the staged tracks, which are new: what COPY does where row-level security does not allow COPY. */
    static final String[] INSERT_STAGED = {
        "INSERT INTO ${schema}.audio_tracks (%1$s) SELECT %1$s FROM pg_temp.loist_staged".formatted(COLUMNS),
        "INSERT INTO ${schema}.track_search (%1$s) SELECT %1$s FROM pg_temp.loist_staged_search"
                .formatted(EntrySql.COLUMNS)
    };

    /**
     * Merges the staged tracks; returns the numbers of new and of replaced tracks. Identical tracks are left out before anything is
     * computed for them; <code>OFFSET 0</code> looks each of them up, instead of reading all tracks.
     */
    static final String MERGE_STAGED = """
            WITH written AS (
              INSERT INTO ${schema}.audio_tracks AS track (%1$s)
              SELECT %2$s
              FROM pg_temp.loist_staged AS staged
              WHERE NOT EXISTS (
                SELECT FROM ${schema}.audio_tracks AS same
                WHERE same.namespace = staged.namespace AND same.id = staged.id AND (%3$s) IS NOT DISTINCT FROM (%4$s)
                OFFSET 0)
              ORDER BY staged.id
              %5$s
              RETURNING track.namespace, track.id, track.version, track.status, track.duration_seconds, track.album_id,
                track.catalog_ids, track.catalog_kinds
            ), %9$s, entry AS (
              INSERT INTO ${schema}.track_search AS search (%6$s)
              SELECT made.namespace, made.track_id, made.rank, made.tier, written.status = 'COMPLETED', made.words, made.lexemes
              FROM written
              JOIN pg_temp.loist_staged_search AS made ON made.namespace = written.namespace AND made.track_id = written.id
              WHERE %8$s
              %7$s
            )
            SELECT count(*) FILTER (WHERE version = 0) AS created, count(*) FILTER (WHERE version > 0) AS updated
            FROM written
            """.formatted(
                    COLUMNS,
                    "staged." + COLUMNS.replace(", ", ", staged."),
                    TrackColumns.names(TrackColumn.COMPARED, "same"),
                    TrackColumns.names(TrackColumn.COMPARED, "staged"),
                    TrackSql.REPLACE,
                    EntrySql.COLUMNS,
                    EntrySql.REPLACE,
                    EntrySql.SHORTENS_PENDING_LIST,
                    LedgerSql.COUNTED);

    private LoadSql() {}
}
