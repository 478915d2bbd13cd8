package io.loist.db.internal.search;

import io.loist.db.internal.jdbc.SchemaName;

/** The SQL for search. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
public final class SearchSql {

    /** Takes the terms to look up, the doubtful words, their delete keys, whether known words are doubted too, and a prefix. */
    public static final String LOOK_UP = """
            SELECT kind, word, term, tracks
            FROM ${schema}.loist_search_vocabulary(?, ?, ?, ?, ?)
            """;

    /**
     * Takes the requests (queries, first tiers, last tiers, fills, what they are inside of), how many candidates are enough, how
     * many milliseconds it may take, the namespace, whether only completed tracks pass, further conditions and their values, and
     * how many matches may be looked at for those.
     */
    public static final String CANDIDATES = """
            SELECT track_id, rank, words
            FROM ${schema}.loist_search_candidates(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** Takes the namespace, whether only completed tracks pass, and how many to look at; conditions on {@code track} follow. */
    public static final String BEST = """
            SELECT search.track_id, search.rank, search.words
            FROM (
              SELECT track_id, namespace, rank, words FROM ${schema}.track_search
              WHERE namespace = ? AND (completed OR NOT ?) AND tier <= 2
              ORDER BY rank DESC, track_id LIMIT ?) AS search
            JOIN ${schema}.audio_tracks AS track ON track.id = search.track_id AND track.namespace = search.namespace
            WHERE true
            """;

    /** Takes the namespace and whether only completed tracks pass; conditions on {@code track} follow. */
    public static final String ALL = """
            SELECT search.track_id, search.rank, search.words
            FROM ${schema}.track_search AS search
            JOIN ${schema}.audio_tracks AS track ON track.id = search.track_id AND track.namespace = search.namespace
            WHERE search.namespace = ? AND (search.completed OR NOT ?)
            """;

    /**
     * Counts tracks by genre, decade, format and artist. Takes the namespace and their ids, and the facets to count by; gives the
     * greatest counts first.
     */
    static final String FACETS = """
            WITH among AS MATERIALIZED (
              SELECT genres, year, format, artist FROM ${schema}.audio_tracks WHERE namespace = ? AND id = ANY (?)
            ), counted AS (
              SELECT 'GENRE' AS facet, genre AS value, count(*) AS hits FROM among CROSS JOIN unnest(genres) AS genre GROUP BY genre
              UNION ALL
              SELECT 'DECADE', (year / 10 * 10)::text, count(*) FROM among WHERE year IS NOT NULL GROUP BY year / 10
              UNION ALL
              SELECT 'FORMAT', format, count(*) FROM among GROUP BY format
              UNION ALL
              SELECT 'ARTIST', artist, count(*) FROM among WHERE artist IS NOT NULL GROUP BY artist
            )
            SELECT facet, value, hits
            FROM (
              SELECT facet, value, hits, row_number() OVER (PARTITION BY facet ORDER BY hits DESC, value) AS nth
              FROM counted WHERE facet = ANY (?)) AS numbered
            WHERE nth <= ?
            ORDER BY facet, nth
            """;

    /** Takes the beginning of an artist's term and how many; gives terms that begin with it, the most frequent first. */
    static final String ARTISTS = """
            SELECT term, tracks FROM ${schema}.loist_search_artists(?, ?)
            """;

    private SearchSql() {}
}
