package io.loist.db;

/** The SQL for search. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class SearchSql {

    /**
     * Takes the text three times. Gives the query whose last word may go on, the query of the words as they are, and the text as
     * names are compared.
     */
    static final String ANALYSE = """
            SELECT ${schema}.loist_query(?, ':*')::text AS beginnings,
                   ${schema}.loist_query(?, '')::text AS words,
                   ${schema}.loist_key(?) AS name
            """;

    /**
     * The tracks that match, in the order of their static rank, so that a cut takes the least wanted. Takes the namespace and
     * the beginnings; conditions follow.
     */
    static final String CANDIDATES = """
            WITH candidate AS MATERIALIZED (
              SELECT search.track_id, search.popularity, search.document, track.title_key, track.artist_key
              FROM ${schema}.track_search AS search
              JOIN ${schema}.audio_tracks AS track
                ON track.id = search.track_id AND track.namespace = search.namespace
              WHERE search.namespace = ? AND search.document @@ ?::tsquery
            """;

    /**
     * How well each candidate matches. Words as they were typed count most, then words that only begin so; {@code ts_rank} weighs
     * D, C, B and A as given, and divided by the logarithm of the length (1) prefers short names. It counts each word that
     * begins so, hence the bound. Takes the most candidates, the beginnings twice, the words, and the name
     * twice.
     */
    static final String SCORES = """
              ORDER BY search.popularity DESC, search.track_id
              LIMIT ?
            ), scored AS (
              SELECT track_id, popularity, least(1.0, greatest(0.000001,
                  0.25 * least(1.0, ts_rank('{0.1, 0.2, 0.4, 1.0}', document, ?::tsquery))
                  + 0.1 * least(1.0, ts_rank('{0.1, 0.2, 0.4, 1.0}', document, ?::tsquery, 1))
                  + 0.45 * least(1.0, ts_rank('{0.1, 0.2, 0.4, 1.0}', document, ?::tsquery))
                  + CASE WHEN title_key = ? OR artist_key = ? THEN 0.2 ELSE 0.0 END))::float8 AS score
              FROM candidate
            ), page AS (
              SELECT track_id, popularity, score
              FROM scored
            """;

    /** Takes the last row's score, popularity and id. */
    static final String AFTER = """
              WHERE (-score, -popularity, track_id) > (-?::float8, -?::float8, ?::uuid)
            """;

    /** Takes the limit and the namespace. */
    static final String PAGE = """
              ORDER BY score DESC, popularity DESC, track_id
              LIMIT ?
            )
            SELECT %s, page.score, (SELECT count(*) FROM candidate) AS candidates
            FROM page
            JOIN ${schema}.audio_tracks AS track ON track.id = page.track_id AND track.namespace = ?
            ORDER BY page.score DESC, page.popularity DESC, page.track_id
            """.formatted(TrackSql.COLUMNS);

    private SearchSql() {}
}
