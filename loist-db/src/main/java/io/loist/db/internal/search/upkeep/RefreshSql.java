package io.loist.db.internal.search.upkeep;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.track.EntrySql;

/** The SQL that refreshes the statistics of search. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class RefreshSql {

    /** A refresh takes as long as it takes; one that waits for another one, too. Roles of applications have time-outs. */
    static final String NO_TIMEOUTS = """
            SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
              set_config('idle_in_transaction_session_timeout', '0', true)
            """;

    /** Lets one refresh run at a time. */
    static final String LOCK = """
            SELECT pg_advisory_xact_lock('${schema}.track_search_term'::regclass::oid::bigint)
            """;

    /** Lets one refresh run at a time, without waiting, if the last one is {@code :seconds} old. */
    static final String TRY_LOCK = """
            SELECT pg_try_advisory_xact_lock('${schema}.track_search_term'::regclass::oid::bigint) AND EXISTS (
              SELECT FROM ${schema}.track_search_upkeep
              WHERE refreshed_at IS NULL OR refreshed_at <= clock_timestamp() - :seconds * interval '1 second')
            """;

    static final String NOTE_REFRESH = """
            UPDATE ${schema}.track_search_upkeep SET refreshed_at = clock_timestamp()
            """;

    /** Reads how far a re-index has come, and lets one re-index run at a time. */
    static final String LOCK_REINDEX = """
            SELECT reindexed_namespace, reindexed_track FROM ${schema}.track_search_upkeep FOR UPDATE
            """;

    static final String NOTE_REINDEX = """
            UPDATE ${schema}.track_search_upkeep SET reindexed_namespace = :namespace::text, reindexed_track = :track::uuid
            """;

    static final String EMPTY_COUNT = """
            DELETE FROM ${schema}.track_search_count
            """;

    /** Counts words and whole names of artists; titles, Korean initials and very long names are left out. */
    static final String COUNT = """
            INSERT INTO ${schema}.track_search_count (term, tracks)
            SELECT word, ndoc
            FROM ts_stat('SELECT ${schema}.loist_search_vector(lexemes, 4::smallint) FROM ${schema}.track_search')
            WHERE word !~ '^[CTN]|^A.{27}'
            """;

    /** Analyzes as the owner; a role that may not call the function leaves it to autovacuum. */
    static final String ANALYZE_COUNT = analyze(true);

    static final String DELETE_GONE = """
            DELETE FROM ${schema}.track_search_term AS known
            WHERE NOT EXISTS (SELECT FROM ${schema}.track_search_count AS counted WHERE counted.term = known.term)
            """;

    /** Updates counts that differ by more than a tenth. */
    static final String UPDATE_COUNTS = """
            UPDATE ${schema}.track_search_term AS known
            SET tracks = counted.tracks
            FROM ${schema}.track_search_count AS counted
            WHERE counted.term = known.term AND (counted.tracks > 1) = (known.tracks > 1)
              AND abs(counted.tracks - known.tracks) * 10 > known.tracks
            """;

    /** Finds terms without the right delete keys: new terms, and terms that have become more or less frequent than one track. */
    static final String FIND_NEW = """
            SELECT counted.term, counted.tracks
            FROM ${schema}.track_search_count AS counted
            LEFT JOIN ${schema}.track_search_term AS known ON known.term = counted.term
            WHERE known.term IS NULL OR (counted.tracks > 1) <> (known.tracks > 1)
            ORDER BY counted.term
            """;

    /** Adds {@code :terms} with the number of their {@code :tracks} and their keys, {@code :deletes}, each an array as text. */
    static final String ADD = """
            INSERT INTO ${schema}.track_search_term (term, tracks, deletes)
            SELECT added.term, added.tracks, added.deletes::integer[]
            FROM unnest(:terms, :tracks, :deletes) AS added(term, tracks, deletes)
            ON CONFLICT (term) DO UPDATE SET tracks = EXCLUDED.tracks, deletes = EXCLUDED.deletes
            """;

    static final String EMPTY_PREFIXES = """
            DELETE FROM ${schema}.track_search_prefix
            """;

    /** Words and whole names of artists, each by their first one to three letters. */
    static final String FILL_PREFIXES = """
            INSERT INTO ${schema}.track_search_prefix (prefix, terms, tracks)
            SELECT prefix, array_agg(term ORDER BY tracks DESC, term), array_agg(tracks ORDER BY tracks DESC, term)
            FROM (
              SELECT prefix, term, tracks, row_number() OVER (PARTITION BY prefix ORDER BY tracks DESC, term) AS nth
              FROM (
                SELECT left(term, kind + length) AS prefix, term, tracks
                FROM ${schema}.track_search_count
                CROSS JOIN LATERAL (SELECT CASE WHEN term ~ '^A' THEN 1 ELSE 0 END AS kind) AS name
                CROSS JOIN generate_series(1, 3) AS length
                WHERE char_length(term) > kind + length) AS beginning) AS numbered
            WHERE nth <= 32
            GROUP BY prefix
            """;

    /** Stores the number of tracks, and the static rank at which each tier begins: they hold at most 0.2, 1.3, 7 and 30 % of the tracks. */
    static final String UPDATE_STATE = """
            WITH ranked AS (
              SELECT rank, sum(count(*)) OVER (ORDER BY rank DESC) AS tracks
              FROM ${schema}.track_search GROUP BY rank
            ), everything AS (
              SELECT coalesce(max(tracks), 0)::bigint AS tracks FROM ranked
            )
            UPDATE ${schema}.track_search_state AS state
            SET tracks = everything.tracks,
                floors = CASE WHEN everything.tracks < 1000 THEN state.floors ELSE ARRAY(
                  SELECT coalesce(
                      (SELECT min(ranked.rank) FROM ranked WHERE ranked.tracks <= share * everything.tracks),
                      (SELECT max(ranked.rank) FROM ranked))
                  FROM unnest('{0.002,0.013,0.07,0.3}'::float8[]) WITH ORDINALITY AS tier(share, nth)
                  ORDER BY nth) END
            FROM everything
            """;

    /** Moves tracks to the tier of their rank: the number of tiers that begin above it. Leaves out a track whose rank changes meanwhile. */
    static final String MOVE_TIERS = """
            WITH moved AS (
              SELECT search.namespace, search.track_id, search.rank, made.tier
              FROM ${schema}.track_search AS search
              CROSS JOIN ${schema}.track_search_state AS state
              CROSS JOIN LATERAL (
                SELECT count(*)::smallint AS tier FROM unnest(state.floors) AS tier_floor WHERE tier_floor > search.rank) AS made
              WHERE search.tier <> made.tier
            )
            UPDATE ${schema}.track_search AS search
            SET tier = moved.tier
            FROM moved
            WHERE search.namespace = moved.namespace AND search.track_id = moved.track_id AND search.rank = moved.rank
              AND %s
            """.formatted(EntrySql.SHORTENS_PENDING_LIST);

    static final String ANALYZE = analyze(false);

    private static String analyze(boolean onlyCounts) {
        return """
            SELECT ${schema}.loist_analyze_search(%s)
            WHERE has_function_privilege('${schema}.loist_analyze_search(boolean)', 'EXECUTE')
            """.formatted(onlyCounts);
    }

    private RefreshSql() {}
}
