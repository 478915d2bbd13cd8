package io.loist.db.internal.track;

import io.loist.db.internal.text.SearchEntry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL that writes a track's search entry together with its row. {@link #values} are its parameters. */
public final class EntrySql {

    public static final String COLUMNS = "namespace, track_id, rank, tier, completed, words, lexemes";

    /** The tier of a rank: the number of tiers that begin above it. */
    private static final String TIER = """
            (SELECT count(*)::smallint
                FROM ${schema}.track_search_state AS state, unnest(state.floors) AS tier_floor
                WHERE tier_floor > :rank::real)""";

    /**
     * True. Shortens, for the rest of the transaction, the list of entries that wait to be put into the index, which every search
     * reads through. The default is good for loads only.
     */
    public static final String SHORTENS_PENDING_LIST = "set_config('gin_pending_list_limit', '64', true) <> ''";

    /** Adds the search entry of a row of the named CTE, which has the columns {@code id} and {@code status}. */
    public static final String INSERT = """
            INSERT INTO ${schema}.track_search AS search (%s)
            SELECT :namespace, %%1$s.id, :rank::real, %s, %%1$s.status = 'COMPLETED', :words, :lexemes
            FROM %%1$s
            WHERE %s
            """.formatted(COLUMNS, TIER, SHORTENS_PENDING_LIST);

    /** Whether an existing entry differs. An unchanged entry is not written, and keeps its tier. */
    public static final String REPLACE = """
            ON CONFLICT (namespace, track_id) DO UPDATE
              SET rank = EXCLUDED.rank, tier = EXCLUDED.tier, completed = EXCLUDED.completed, words = EXCLUDED.words,
                  lexemes = EXCLUDED.lexemes
              WHERE (search.rank, search.completed, search.words, search.lexemes)
                IS DISTINCT FROM (EXCLUDED.rank, EXCLUDED.completed, EXCLUDED.words, EXCLUDED.lexemes)
            """;

    /** Adds or replaces the search entry of a row of the named CTE. */
    public static final String UPSERT = INSERT + REPLACE;

    private EntrySql() {}

    /** Returns the parameters of an entry. */
    public static Map<String, @Nullable Object> values(SearchEntry entry) {
        return Map.of("rank", entry.rank(), "words", entry.words(), "lexemes", entry.lexemes());
    }
}
