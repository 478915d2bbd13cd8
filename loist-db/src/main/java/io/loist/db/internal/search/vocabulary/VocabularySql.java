package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.jdbc.Sql;

/** The SQL that reads the vocabulary. <code>${schema}.</code> stands for the schema. */
final class VocabularySql {

    /**
     * Looks up the size of the library, whether any track is stale, the terms {@code :terms}, and for the words {@code :misspellings}
     * that are no terms, or for all of them if {@code :all_words}: the terms that share one of their {@code :delete_keys}, and the
     * most frequent pairs of terms that they consist of; and the most frequent terms between {@code :prefix} and
     * {@code :prefix_end}, none if the prefix is empty. Reads through indexes by itself.
     */
    static final Sql LOOK_UP = Sql.of("""
            SELECT kind, nth, term, tracks
            FROM ${schema}.loist_search_vocabulary(:namespace, :terms, :misspellings, :delete_keys, :all_words, :prefix,
              :prefix_end)
            """);

    /**
     * The {@code :max} most frequent terms from a {@code :prefix} of one to three characters after its kind, inclusive, to
     * {@code :prefix_end}: of those stored for it, if there are any.
     */
    static final String ARTISTS_SHORT = """
            WITH frequent AS MATERIALIZED (
              SELECT stored.term, stored.tracks
              FROM ${schema}.track_search_prefix AS beginning, unnest(beginning.terms, beginning.tracks) AS stored(term, tracks)
              WHERE beginning.namespace = :namespace AND beginning.prefix = :prefix
            )
            SELECT name.term, max(name.tracks) AS tracks
            FROM (
              SELECT frequent.term, frequent.tracks FROM frequent
              UNION ALL
              SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
              WHERE known.namespace = :namespace AND known.term = :prefix
              UNION ALL
              SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
              WHERE known.namespace = :namespace AND known.term > :prefix AND known.term < :prefix_end
                AND NOT EXISTS (SELECT FROM frequent)
            ) AS name
            GROUP BY name.term ORDER BY 2 DESC, 1 LIMIT :max
            """;

    /** The {@code :max} most frequent terms from a {@code :prefix}, inclusive, to {@code :prefix_end}. */
    static final String ARTISTS_LONG = """
            SELECT known.term, max(known.tracks) AS tracks FROM ${schema}.track_search_term AS known
            WHERE known.namespace = :namespace AND known.term >= :prefix AND known.term < :prefix_end
            GROUP BY known.term ORDER BY 2 DESC, 1 LIMIT :max
            """;

    private VocabularySql() {}
}
