package io.loist.db.internal.search.vocabulary;

/** The SQL that reads the vocabulary. <code>${schema}.</code> stands for the schema. */
final class VocabularySql {

    /**
     * Looks up the size of the library, whether any track is stale, the terms {@code :terms}, and for the words {@code :misspellings} that are no terms, or
     * for all of them if {@code :all_words}: the terms that share one of their {@code :delete_keys}, and the most frequent pairs
     * of terms that they consist of. A completion can follow.
     *
     * <p>The values come from {@code given}, so that the planner does not see them: it makes the same plan for all, and keeps it.
     */
    static final String LOOK_UP = """
            WITH given AS MATERIALIZED (
              SELECT :terms::text[] AS terms, :misspellings::text[] AS misspellings, :delete_keys::text[] AS delete_keys,
                :all_words::boolean AS all_words, :prefix::text AS prefix, :prefix_end::text AS prefix_end
            ), misspelling AS MATERIALIZED (
              SELECT each.word, each.delete_keys::integer[] AS delete_keys, each.nth::integer - 1 AS nth
              FROM given
              CROSS JOIN LATERAL unnest(given.misspellings, given.delete_keys) WITH ORDINALITY AS each(word, delete_keys, nth)
              WHERE given.all_words
                OR NOT EXISTS (SELECT FROM ${schema}.track_search_term AS known WHERE known.term = each.word)
            )
            SELECT 'LIBRARY' AS kind, 0 AS nth, '' AS term, least(state.tracks, 2000000000)::integer AS tracks
            FROM ${schema}.track_search_state AS state
            UNION ALL (
              SELECT 'STALE', 0, '', 0 FROM ${schema}.audio_tracks AS track
              WHERE track.namespace = :namespace AND track.digest IS NULL ORDER BY track.version LIMIT 1)
            UNION ALL
            SELECT 'TERM', 0, known.term, known.tracks
            FROM given
            CROSS JOIN LATERAL unnest(given.terms) AS wanted(term)
            JOIN ${schema}.track_search_term AS known ON known.term = wanted.term
            UNION ALL
            SELECT 'SIMILAR', misspelling.nth, known.term, known.tracks
            FROM misspelling
            JOIN ${schema}.track_search_term AS known ON known.deletes && misspelling.delete_keys
            WHERE abs(char_length(known.term) - char_length(misspelling.word)) <= 2
            UNION ALL
            SELECT 'SPLIT', misspelling.nth, pair.terms, pair.tracks
            FROM misspelling
            CROSS JOIN LATERAL (
              SELECT head.term || ' ' || tail.term AS terms, least(head.tracks, tail.tracks) AS tracks
              FROM generate_series(1, char_length(misspelling.word) - 1) AS length
              CROSS JOIN LATERAL (
                SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
                WHERE known.term = left(misspelling.word, length) LIMIT 1) AS head
              CROSS JOIN LATERAL (
                SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
                WHERE known.term = substr(misspelling.word, length + 1) LIMIT 1) AS tail
              ORDER BY tracks DESC LIMIT 3) AS pair
            WHERE char_length(misspelling.word) BETWEEN 4 AND 30
            """;

    /** Follows {@link #LOOK_UP}: the most frequent terms that begin with a {@code :prefix} of one to three characters. */
    static final String COMPLETE_SHORT = """
            UNION ALL
            SELECT 'COMPLETION', 0, frequent.term, frequent.tracks
            FROM given
            JOIN ${schema}.track_search_prefix AS beginning ON beginning.prefix = given.prefix
            CROSS JOIN LATERAL unnest(beginning.terms, beginning.tracks) AS frequent(term, tracks)
            """;

    /** Follows {@link #LOOK_UP}: the most frequent terms between a longer {@code :prefix} and {@code :prefix_end}. */
    static final String COMPLETE_LONG = """
            UNION ALL
            SELECT 'COMPLETION', 0, frequent.term, frequent.tracks
            FROM given
            CROSS JOIN LATERAL (
              SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
              WHERE known.term > given.prefix AND known.term < given.prefix_end
              ORDER BY known.tracks DESC LIMIT 32) AS frequent
            """;

    /** The {@code :max} most frequent terms that begin with a {@code :prefix} of one to three characters after its kind, or equal it. */
    static final String ARTISTS_SHORT = """
            SELECT name.term, name.tracks
            FROM (
              SELECT frequent.term, frequent.tracks
              FROM ${schema}.track_search_prefix AS beginning,
                unnest(beginning.terms, beginning.tracks) AS frequent(term, tracks)
              WHERE beginning.prefix = :prefix
              UNION
              SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known WHERE known.term = :prefix
            ) AS name
            ORDER BY name.tracks DESC, name.term LIMIT :max
            """;

    /** The {@code :max} most frequent terms from a {@code :prefix}, inclusive, to {@code :prefix_end}. */
    static final String ARTISTS_LONG = """
            SELECT known.term, known.tracks FROM ${schema}.track_search_term AS known
            WHERE known.term >= :prefix AND known.term < :prefix_end
            ORDER BY known.tracks DESC, known.term LIMIT :max
            """;

    private VocabularySql() {}
}
