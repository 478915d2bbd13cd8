package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Sql;

/** The SQL that retrieves candidates. <code>${schema}.</code> stands for the schema. */
final class CandidateSql {

    /** The expression of the index {@code track_search_lexemes_idx}. */
    static final String LEXEMES = "${schema}.loist_search_vector(entry.lexemes, entry.tier)";

    /** Runs candidate queries without conditions on {@code track}, as {@link #CANDIDATES} does; reads through indexes by itself. */
    static final Sql WITHOUT_CONDITIONS = Sql.of("""
            SELECT track_id, rank, names
            FROM ${schema}.loist_search_candidates(:tsqueries, :first_tiers, :last_tiers, :limits, :supersets, :enough,
              :timeout_ms, :namespace, :only_completed)
            """);

    /**
     * Runs candidate queries one after the other in a single statement, because each needs to know what those before it found.
     * A row of {@code step} is one query in one tier. A step goes on with the same query in the next tier until the query has
     * its limit or its last tier is done; then with the next query, unless there are enough candidates, and without the queries
     * of which a superset was complete. A step costs one index scan, cut at {@code max_matches}. <code>${matches}</code> stands
     * for the matches of {@code next}, <code>${partial}</code> for whether some of them were not looked at,
     * <code>${looked_up}</code> for {@link #LOOKED_UP} or nothing.
     *
     * <p>The values come from {@code given}, so that the planner does not see them: it makes the same plan for all, and keeps it.
     *
     * <p>Each row is a candidate, the best of the first query first; a last row without one says that there may be more.
     */
    static final String CANDIDATES = """
            WITH RECURSIVE ${looked_up}given AS MATERIALIZED (
              SELECT :tsqueries::text[] AS tsqueries, :first_tiers::integer[] AS first_tiers,
                :last_tiers::integer[] AS last_tiers, :limits::integer[] AS limits, :supersets::text[] AS supersets
            ), query AS MATERIALIZED (
              SELECT each.nth::integer AS nth, each.tsquery, each.first_tier, each.last_tier, each.max,
                greatest(5000, 4 * each.max) AS max_matches, each.supersets::integer[] AS supersets,
                cardinality(given.tsqueries) AS count
              FROM given
              CROSS JOIN LATERAL unnest(given.tsqueries, given.first_tiers, given.last_tiers, given.limits, given.supersets)
                WITH ORDINALITY AS each(tsquery, first_tier, last_tier, max, supersets, nth)
            ), step AS (
              SELECT 0 AS nth, 0 AS tier, 0 AS last_tier, 0 AS max, 0 AS found, 0 AS total, false AS cut,
                '{}'::integer[] AS complete, '{}'::uuid[] AS ids, '{}'::real[] AS ranks, '{}'::text[] AS names
              UNION ALL
              SELECT next.nth, next.tier, next.last_tier, next.max, sum.found, step.total + got.found,
                step.cut OR got.partial OR sum.found >= next.max AND next.max >= 100
                  OR sum.ended AND step.total + got.found >= :enough AND next.nth < next.count,
                CASE WHEN sum.ended AND sum.found < next.max AND next.tier = 4 AND NOT got.partial
                  THEN step.complete || next.nth ELSE step.complete END,
                got.ids, got.ranks, got.names
              FROM step
              CROSS JOIN LATERAL (
                SELECT query.nth, query.last_tier, query.max, query.max_matches, query.count, chosen.tier, chosen.min_tier, chosen.found,
                  replace(query.tsquery, E'\\x01', ('{W,X,Y,Z,""}'::text[])[chosen.tier + 1])::tsquery AS tsquery
                FROM query
                CROSS JOIN LATERAL (
                  SELECT CASE WHEN query.nth = step.nth THEN step.tier + 1 ELSE query.first_tier END AS tier,
                    CASE WHEN query.nth = step.nth THEN step.tier + 1 ELSE 0 END AS min_tier,
                    CASE WHEN query.nth = step.nth THEN step.found ELSE 0 END AS found) AS chosen
                WHERE CASE WHEN step.found < step.max AND step.tier < step.last_tier THEN query.nth = step.nth
                  ELSE query.nth > step.nth AND step.total < :enough AND NOT query.supersets && step.complete END
                ORDER BY query.nth LIMIT 1) AS next
              CROSS JOIN LATERAL (
                SELECT count(*)::integer AS found, array_agg(best.track_id) AS ids, array_agg(best.rank) AS ranks,
                  array_agg(best.words) AS names, ${partial} AS partial
                FROM (
                  SELECT match.track_id, match.rank, match.words
                  FROM (
                    ${matches}
                    LIMIT next.max_matches) AS match
                  ORDER BY match.rank DESC, match.track_id LIMIT next.max - next.found) AS best) AS got
              CROSS JOIN LATERAL (
                SELECT next.found + got.found AS found,
                  next.found + got.found >= next.max OR next.tier = next.last_tier AS ended) AS sum
              WHERE clock_timestamp() < statement_timestamp() + :timeout_ms * interval '1 millisecond'
            )
            SELECT candidate.track_id, candidate.rank, candidate.names
            FROM step CROSS JOIN LATERAL unnest(step.ids, step.ranks, step.names) AS candidate(track_id, rank, names)
            UNION ALL
            SELECT NULL, NULL, NULL FROM step HAVING bool_or(step.cut)
            """;

    /** The entries that match {@code next}. Conditions on {@code entry} can follow. */
    static final String MATCHES = """
            SELECT entry.track_id, entry.namespace, entry.rank, entry.words FROM ${schema}.track_search AS entry
            WHERE %s @@ next.tsquery AND entry.namespace = :namespace AND entry.tier >= next.min_tier""".formatted(LEXEMES);

    /** Restricts entries to completed tracks. */
    static final String COMPLETED = "AND entry.completed";

    /** One track for each entry, whatever other conditions it must meet: for each, the server would otherwise read the index of another one. */
    private static final String ITS_TRACK = """
            SELECT * FROM ${schema}.audio_tracks AS track
            WHERE track.id = entry.track_id AND track.namespace = entry.namespace
            OFFSET 0""";

    /** Keeps those <code>${entries}</code> whose tracks meet <code>${conditions}</code>. */
    static final String MEETING_CONDITIONS = """
            SELECT entry.track_id, entry.rank, entry.words FROM (${entries}) AS entry
            WHERE EXISTS (SELECT FROM (%s) AS track WHERE true ${conditions})""".formatted(ITS_TRACK);

    /** Whether there are more <code>${entries}</code> than {@code :max_scanned}; evaluated only if they did not bring enough. */
    static final String MORE_THAN_SCANNED = """
            CASE WHEN count(*) < next.max - next.found
              THEN (SELECT count(*) > :max_scanned FROM (${entries} LIMIT :max_scanned + 1) AS entry) ELSE false END""";

    /**
     * The few tracks that an index leads to and that meet the conditions: one after the other, because the server does not know that they
     * are few.
     */
    static final String LOOKED_UP = """
            by_index AS MATERIALIZED (${tracks}), looked_up AS MATERIALIZED (
              SELECT entry.track_id, entry.rank, entry.words, entry.tier, entry.vector
              FROM by_index AS track
              CROSS JOIN LATERAL (
                SELECT entry.track_id, entry.rank, entry.words, entry.tier, %s AS vector
                FROM ${schema}.track_search AS entry
                WHERE entry.namespace = :namespace AND entry.track_id = track.id ${completed}
                OFFSET 0) AS entry
              WHERE track.namespace = :namespace ${conditions}
            )
            """.formatted(LEXEMES);

    /** Those of the looked up tracks that match {@code next}. */
    static final String MATCHES_LOOKED_UP = """
            SELECT entry.track_id, entry.rank, entry.words FROM looked_up AS entry
            WHERE entry.vector @@ next.tsquery AND entry.tier >= next.min_tier""";

    /** The looked up tracks, the best first. */
    static final String ALL_LOOKED_UP = """
            WITH ${looked_up}
            SELECT track_id, rank, words AS names FROM looked_up ORDER BY rank DESC, track_id LIMIT :limit
            """;

    /** The best {@code :max_scanned} tracks by static rank; conditions on {@code track} follow. */
    static final String BEST = """
            SELECT entry.track_id, entry.rank, entry.words AS names
            FROM (
              SELECT entry.track_id, entry.namespace, entry.rank, entry.words FROM ${schema}.track_search AS entry
              WHERE entry.namespace = :namespace AND entry.tier <= 2 ${completed}
              ORDER BY entry.rank DESC, entry.track_id LIMIT :max_scanned) AS entry
            CROSS JOIN LATERAL (%s) AS track
            WHERE true
            """.formatted(ITS_TRACK);

    /** The newest {@code :max_scanned} tracks; conditions on {@code track} follow, and then {@link #MORE_THAN_NEWEST}. */
    static final String NEWEST = """
            SELECT entry.track_id, entry.rank, entry.words AS names
            FROM (
              SELECT entry.track_id, entry.namespace, entry.rank, entry.words FROM ${schema}.track_search AS entry
              WHERE entry.namespace = :namespace ${completed}
              ORDER BY entry.track_id DESC LIMIT :max_scanned) AS entry
            CROSS JOIN LATERAL (%s) AS track
            WHERE true
            """.formatted(ITS_TRACK);

    /** A row without a track if there are more than {@code :max_scanned} tracks. */
    static final String MORE_THAN_NEWEST = """
            UNION ALL
            (SELECT NULL, NULL, NULL FROM ${schema}.track_search AS entry
             WHERE entry.namespace = :namespace
             ORDER BY entry.track_id DESC LIMIT 1 OFFSET :max_scanned)
            """;

    private CandidateSql() {}
}
