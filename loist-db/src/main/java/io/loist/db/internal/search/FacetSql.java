package io.loist.db.internal.search;

/** The SQL that counts facets. <code>${schema}.</code> stands for the schema. */
final class FacetSql {

    /** Counts the tracks {@code :ids} by each of the {@code :facets}; the {@code :max} greatest counts of each, greatest first. */
    static final String COUNT = """
            WITH hit AS MATERIALIZED (
              SELECT genres, year, format, artist FROM ${schema}.audio_tracks
              WHERE namespace = :namespace AND id = ANY (:ids)
            ), counted AS (
              SELECT 'GENRE' AS facet, genre AS value, count(*) AS hits FROM hit CROSS JOIN unnest(genres) AS genre GROUP BY genre
              UNION ALL
              SELECT 'DECADE', (year / 10 * 10)::text, count(*) FROM hit WHERE year IS NOT NULL GROUP BY year / 10
              UNION ALL
              SELECT 'FORMAT', format, count(*) FROM hit GROUP BY format
              UNION ALL
              SELECT 'ARTIST', artist, count(*) FROM hit WHERE artist IS NOT NULL GROUP BY artist
            )
            SELECT facet, value, hits
            FROM (
              SELECT facet, value, hits, row_number() OVER (PARTITION BY facet ORDER BY hits DESC, value) AS nth
              FROM counted WHERE facet = ANY (:facets)) AS numbered
            WHERE nth <= :max
            ORDER BY facet, nth
            """;

    private FacetSql() {}
}
