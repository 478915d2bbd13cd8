package io.loist.db.internal.search.upkeep;

import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.text.SearchWords;
import io.loist.db.internal.track.EntrySql;

/** The SQL that refreshes the statistics of search. <code>${schema}.</code> stands for the schema, see {@link SchemaName}. */
final class RefreshSql {

    /** A refresh waits for another one, longer than a call may, but not for ever. */
    static final String LIMIT_LOCK_WAITS = "SELECT set_config('lock_timeout', :millis || 'ms', true)";

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

    /** Counts words and whole names of artists; what stands for a whole title or reading, namespaces and very long names are left out. */
    static final String COUNT = """
            INSERT INTO ${schema}.track_search_count (namespace, term, tracks)
            SELECT counted.namespace, counted.term, counted.tracks
            FROM (
              SELECT search.namespace, lexeme COLLATE "C" AS term, count(*) AS tracks
              FROM ${schema}.track_search AS search CROSS JOIN LATERAL unnest(string_to_array(search.lexemes, ' ')) AS lexeme
              WHERE strpos('%s', left(lexeme, 1)) = 0
              GROUP BY search.namespace, lexeme COLLATE "C") AS counted
            WHERE NOT (ascii(counted.term) = ascii('A') AND char_length(counted.term) > %s)
            """.formatted(SearchWords.WHOLE_NAMES, SearchWords.MAX_ARTIST_TERM);

    /** Analyzes as the owner; a role that may not call the function leaves it to autovacuum. */
    static final String ANALYZE_COUNT = analyze(true);

    /** Deletes words that had gone at the last refresh. */
    static final String DELETE_GONE = """
            DELETE FROM ${schema}.track_search_term WHERE tracks < 0
            """;

    /** Deletes all rows but one of words that several transactions have added. */
    static final String DELETE_TWINS = """
            DELETE FROM ${schema}.track_search_term AS known
            USING ${schema}.track_search_term AS same
            WHERE same.namespace = known.namespace AND same.term = known.term AND same.added < known.added
            """;

    /** Deletes words without the right delete keys: not counted yet, or more or less frequent than one track now. */
    static final String DELETE_CHANGED = """
            DELETE FROM ${schema}.track_search_term AS known
            USING ${schema}.track_search_count AS counted
            WHERE counted.namespace = known.namespace AND counted.term = known.term
              AND (known.tracks = 0 OR (counted.tracks > 1) <> (known.tracks > 1))
            """;

    /**
     * Marks words that no track has. They are deleted by the next refresh only: a track with the word may be saved just now, by a
     * transaction that has found it known.
     */
    static final String MARK_GONE = """
            UPDATE ${schema}.track_search_term AS known
            SET tracks = -1
            WHERE NOT EXISTS (
              SELECT FROM ${schema}.track_search_count AS counted
              WHERE counted.namespace = known.namespace AND counted.term = known.term)
            """;

    /** Updates counts that differ by more than a tenth. */
    static final String UPDATE_COUNTS = """
            UPDATE ${schema}.track_search_term AS known
            SET tracks = counted.tracks
            FROM ${schema}.track_search_count AS counted
            WHERE counted.namespace = known.namespace AND counted.term = known.term
              AND abs(counted.tracks - known.tracks) * 10 > known.tracks
            """;

    static final String FIND_NEW = """
            SELECT counted.namespace, counted.term, counted.tracks
            FROM ${schema}.track_search_count AS counted
            WHERE NOT EXISTS (
              SELECT FROM ${schema}.track_search_term AS known
              WHERE known.namespace = counted.namespace AND known.term = counted.term)
            ORDER BY counted.namespace, counted.term
            """;

    /** Adds {@code :terms} of {@code :namespaces} with the number of their {@code :tracks} and their keys, {@code :deletes}, each an array as text. */
    static final String ADD = """
            INSERT INTO ${schema}.track_search_term (namespace, term, added, tracks, deletes)
            SELECT made.namespace, made.term, 0, made.tracks, made.deletes::integer[]
            FROM unnest(:namespaces, :terms, :tracks, :deletes) AS made(namespace, term, tracks, deletes)
            """;

    static final String EMPTY_PREFIXES = """
            DELETE FROM ${schema}.track_search_prefix
            """;

    /** Words and whole names of artists, each by its first one to three letters, where more begin with them than a search should read. */
    static final String FILL_PREFIXES = """
            INSERT INTO ${schema}.track_search_prefix (namespace, prefix, terms, tracks)
            SELECT namespace, prefix, array_agg(term ORDER BY tracks DESC, term), array_agg(tracks ORDER BY tracks DESC, term)
            FROM (
              SELECT namespace, prefix, term, tracks,
                row_number() OVER (PARTITION BY namespace, prefix ORDER BY tracks DESC, term) AS nth,
                count(*) OVER (PARTITION BY namespace, prefix) AS terms
              FROM (
                SELECT namespace, left(term, kind + length) AS prefix, term, tracks
                FROM ${schema}.track_search_count
                CROSS JOIN LATERAL (SELECT CASE WHEN ascii(term) = ascii('A') THEN 1 ELSE 0 END AS kind) AS name
                CROSS JOIN generate_series(1, 3) AS length
                WHERE char_length(term) > kind + length) AS beginning) AS numbered
            WHERE nth <= 32 AND terms > 300
            GROUP BY namespace, prefix
            """;

    static final String EMPTY_STATE = """
            DELETE FROM ${schema}.track_search_state AS state
            WHERE NOT EXISTS (SELECT FROM ${schema}.track_search AS search WHERE search.namespace = state.namespace)
            """;

    /**
     * Stores the number of tracks of each namespace, and the static rank at which each tier begins: they hold at most 0.2, 1.3, 7 and
     * 30 % of the tracks. Small namespaces keep the ranks that they have.
     */
    static final String UPDATE_STATE = """
            WITH ranked AS (
              SELECT namespace, rank, sum(count(*)) OVER (PARTITION BY namespace ORDER BY rank DESC) AS tracks
              FROM ${schema}.track_search GROUP BY namespace, rank
            ), whole AS (
              SELECT namespace, max(tracks)::bigint AS tracks, max(rank) AS best FROM ranked GROUP BY namespace
            )
            INSERT INTO ${schema}.track_search_state AS state (namespace, tracks, floors)
            SELECT whole.namespace, whole.tracks, CASE WHEN whole.tracks < 1000 THEN %s ELSE ARRAY(
                SELECT coalesce(
                    (SELECT min(ranked.rank) FROM ranked
                     WHERE ranked.namespace = whole.namespace AND ranked.tracks <= share * whole.tracks),
                    whole.best)
                FROM unnest('{0.002,0.013,0.07,0.3}'::float8[]) WITH ORDINALITY AS tier(share, nth)
                ORDER BY nth) END
            FROM whole
            ON CONFLICT (namespace) DO UPDATE
              SET tracks = EXCLUDED.tracks, floors = CASE WHEN EXCLUDED.tracks < 1000 THEN state.floors ELSE EXCLUDED.floors END
            """.formatted(EntrySql.FIRST_FLOORS);

    /** Moves tracks to the tier of their rank: the number of tiers that begin above it. Leaves out a track whose rank changes meanwhile. */
    static final String MOVE_TIERS = """
            WITH moved AS (
              SELECT search.namespace, search.track_id, search.rank, made.tier
              FROM ${schema}.track_search AS search
              JOIN ${schema}.track_search_state AS state ON state.namespace = search.namespace
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
