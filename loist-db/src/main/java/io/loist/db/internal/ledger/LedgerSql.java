package io.loist.db.internal.ledger;

import io.loist.db.internal.jdbc.SchemaName;
import java.util.List;

/**
 * The SQL that writes the catalogue together with tracks. <code>${schema}.</code> stands for the schema, see {@link SchemaName}; {@link
 * CatalogRow#values} are its parameters.
 */
public final class LedgerSql {

    /** The columns of {@code audio_tracks} that say which entries a track belongs to. */
    public static final String COLUMNS = "album_id, catalog_ids, catalog_kinds";

    public static final String VALUES = ":album_id::uuid, :catalog_ids::uuid[], :catalog_kinds::text";

    /** Assigns a new row's entries to the present one. */
    public static final String REPLACED =
            "album_id = EXCLUDED.album_id, catalog_ids = EXCLUDED.catalog_ids, catalog_kinds = EXCLUDED.catalog_kinds";

    public static final String ASSIGNED =
            "album_id = :album_id::uuid, catalog_ids = :catalog_ids::uuid[], catalog_kinds = :catalog_kinds::text";

    private static final String COUNT_COLUMNS = "namespace, state, id, kinds, album, tracks, uses, millis";

    /** What {@link #SAVED} reads of a row beside its namespace. */
    public static final String READ = COLUMNS + ", status, duration_seconds";

    /**
     * True. Adds a row of the named CTE, which has the columns {@link #READ}, to the catalogue: to be completed with the name and with whether
     * the row is new, which counts it; a trigger counts all other changes.
     */
    public static final String SAVED = """
            ${schema}.loist_catalog_saved(
                :namespace, %1$s.album_id, %1$s.catalog_ids, %1$s.catalog_kinds, %1$s.status = 'COMPLETED', %1$s.duration_seconds, %2$s,
                :catalog_marks, :catalog_names)""";

    /** A CTE that counts the new rows of the CTE {@code written}. */
    public static final String COUNTED = """
            counted AS (
              INSERT INTO ${schema}.catalog_count (%s)
              SELECT made.namespace, 0, entry.id, entry.kinds, made.album_id, (made.status = 'COMPLETED')::integer, 1,
                CASE WHEN made.status = 'COMPLETED' THEN coalesce(1000 * made.duration_seconds, 0) ELSE 0 END
              FROM written AS made
              CROSS JOIN unnest(made.catalog_ids, string_to_array(made.catalog_kinds, ' ')) AS entry(id, kinds)
              WHERE made.version = 0
            )""".formatted(COUNT_COLUMNS);

    /** Counts {@code :ids} with their {@code :kinds}, {@code :albums}, {@code :tracks}, {@code :uses} and {@code :millis}. */
    static final String COUNT = """
            INSERT INTO ${schema}.catalog_count (%s)
            SELECT :namespace, 0, made.* FROM unnest(:ids::uuid[], :kinds::text[], :albums::uuid[], :tracks::integer[],
              :uses::integer[], :millis::bigint[]) AS made
            """.formatted(COUNT_COLUMNS);

    /** Counts all tracks of the namespace, as the upkeep would leave them. */
    static final String COUNT_ALL = """
            WITH pair AS MATERIALIZED (
              SELECT entry.id, entry.kinds, track.album_id AS album, count(*) FILTER (WHERE track.status = 'COMPLETED') AS tracks,
                count(*) AS uses, coalesce(1000 * sum(track.duration_seconds) FILTER (WHERE track.status = 'COMPLETED'), 0) AS millis
              FROM ${schema}.audio_tracks AS track
              CROSS JOIN unnest(track.catalog_ids, string_to_array(track.catalog_kinds, ' ')) AS entry(id, kinds)
              WHERE track.namespace = :namespace
              GROUP BY entry.id, entry.kinds, track.album_id
            )
            INSERT INTO ${schema}.catalog_count (%s)
            SELECT :namespace, 1, id, kinds, NULL, sum(tracks), sum(uses), sum(millis) FROM pair GROUP BY id, kinds
            UNION ALL
            SELECT :namespace, 2, id, kinds, album, tracks, uses, millis FROM pair WHERE kinds ~ '[PGL]'
            """.formatted(COUNT_COLUMNS);

    /** Adds names that are not known, for the upkeep to look at. */
    static final String NAME = "SELECT ${schema}.loist_catalog_named(:namespace, :catalog_names, txid_current())";

    /** Adds the first names of entries, as the upkeep would leave them. */
    static final String NAME_FIRST = "SELECT ${schema}.loist_catalog_named(:namespace, :catalog_names, 0)";

    /** What is left in the namespace of tracks that are no more. */
    static final List<String> CLEAR = List.of(
            "DELETE FROM ${schema}.catalog_count WHERE namespace = :namespace",
            "DELETE FROM ${schema}.catalog_name WHERE namespace = :namespace");

    private LedgerSql() {}
}
