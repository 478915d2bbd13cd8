package io.loist.db.internal.ledger;

import io.loist.db.internal.jdbc.SchemaName;

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

    /** What {@link #COUNTED} reads of a row beside its namespace. */
    public static final String COUNTED_COLUMNS = COLUMNS + ", status, duration_seconds";

    /** A CTE that counts the new rows of the named CTE, which has {@link #COUNTED_COLUMNS}; a trigger counts all other changes. */
    public static final String COUNTED = """
            counted AS (
              INSERT INTO ${schema}.catalog_count (%s)
              SELECT made.namespace, 0, entry.id, entry.kinds, made.album_id, (made.status = 'COMPLETED')::integer, 1,
                CASE WHEN made.status = 'COMPLETED' THEN coalesce(1000 * made.duration_seconds, 0) ELSE 0 END
              FROM %%1$s AS made
              CROSS JOIN unnest(made.catalog_ids, string_to_array(made.catalog_kinds, ' ')) AS entry(id, kinds)
              %%2$s
            )""".formatted(COUNT_COLUMNS);

    /** Counts {@code :ids} with their {@code :kinds}, {@code :albums}, {@code :tracks}, {@code :uses} and {@code :millis}. */
    static final String COUNT = """
            INSERT INTO ${schema}.catalog_count (%s)
            SELECT :namespace, 0, made.* FROM unnest(:ids::uuid[], :kinds::text[], :albums::uuid[], :tracks::integer[],
              :uses::integer[], :millis::bigint[]) AS made
            """.formatted(COUNT_COLUMNS);

    /** Counts all tracks of the namespace. */
    static final String COUNT_ALL = """
            INSERT INTO ${schema}.catalog_count (%s)
            SELECT :namespace, 0, entry.id, entry.kinds, track.album_id, count(*) FILTER (WHERE track.status = 'COMPLETED'), count(*),
              coalesce(1000 * sum(track.duration_seconds) FILTER (WHERE track.status = 'COMPLETED'), 0)
            FROM ${schema}.audio_tracks AS track
            CROSS JOIN unnest(track.catalog_ids, string_to_array(track.catalog_kinds, ' ')) AS entry(id, kinds)
            WHERE track.namespace = :namespace
            GROUP BY entry.id, entry.kinds, track.album_id
            """.formatted(COUNT_COLUMNS);

    /** Each name is looked up: OFFSET keeps the server from reading all names of a namespace that it takes for a small one. */
    private static final String ADD_NAMES = """
            INSERT INTO ${schema}.catalog_name (
              namespace, kind, id, added, name, sort_name, sort_key, heading, words, tagged, since, twins, artist_id, artist, year)
            SELECT :namespace, letter.kind, entry.id, txid_current(), entry.name, entry.sort_name, :namespace || ' ' || letter.kind || entry.sort_key,
              entry.heading, entry.words, entry.tagged,
              %2$s, entry.twins, entry.artist_id, entry.artist, %3$s
            FROM %1$s unnest(
                (SELECT :entry_ids::uuid[])::uuid[], (SELECT :entry_kinds::text[])::text[], (SELECT :entry_names::text[])::text[], (SELECT :entry_sort_names::text[])::text[], (SELECT :entry_sort_keys::text[])::text[],
                (SELECT :entry_headings::text[])::text[], (SELECT :entry_words::text[])::text[], (SELECT :entry_tagged::boolean[])::boolean[], (SELECT :entry_twins::uuid[])::uuid[],
                (SELECT :entry_artist_ids::uuid[])::uuid[], (SELECT :entry_artists::text[])::text[], (SELECT :entry_years::integer[])::integer[])
              AS entry(id, kinds, name, sort_name, sort_key, heading, words, tagged, twins, artist_id, artist, year)
            CROSS JOIN LATERAL unnest((SELECT string_to_array(entry.kinds, NULL))::text[]) AS letter(kind)
            WHERE letter.kind COLLATE "C" < 'a' AND NOT EXISTS (
              SELECT FROM ${schema}.catalog_name AS known
              WHERE known.namespace = :namespace AND known.kind = letter.kind COLLATE "C" AND known.id = entry.id AND NOT known.unused
                AND known.name = entry.name AND (known.sort_name = entry.sort_name OR known.tagged AND NOT entry.tagged)
                AND (entry.artist IS NULL OR known.artist = entry.artist) AND (entry.year IS NULL OR known.year >= entry.year)
              OFFSET 0)
            ON CONFLICT DO NOTHING
            """;

    /** What the other names of the entry say. */
    private static final String OF_KNOWN = """
            (SELECT %s FROM ${schema}.catalog_name AS known
             WHERE known.namespace = :namespace AND known.kind = letter.kind AND known.id = entry.id)""";

    /** A CTE that adds names, if the named CTE has a row. */
    public static final String NAMED = "named AS (\n"
            + ADD_NAMES.formatted(
                    "%1$s CROSS JOIN",
                    "coalesce(" + OF_KNOWN.formatted("min(known.since)") + ", now())",
                    "greatest(entry.year, " + OF_KNOWN.formatted("max(known.year)") + ")")
            + ")";

    /** Adds the names of many tracks; the upkeep adds what other names of the same entries say. */
    static final String NAME = ADD_NAMES.formatted("", "now()", "entry.year");

    private LedgerSql() {}
}
