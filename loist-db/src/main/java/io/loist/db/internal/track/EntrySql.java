package io.loist.db.internal.track;

import io.loist.db.internal.ledger.LedgerSql;
import io.loist.db.internal.text.SearchEntry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL that writes a track's search entry together with its row. {@link #values} are its parameters. */
public final class EntrySql {

    public static final String COLUMNS = "namespace, track_id, rank, tier, completed, words, lexemes";

    /** The static rank at which each tier begins, until the ranks of a namespace have been counted. */
    public static final String FIRST_FLOORS = "'{0.4625,0.4525,0.4325,0.4025}'::real[]";

    /** The static rank at which each tier begins. */
    static final String FLOORS =
            "coalesce((SELECT floors FROM ${schema}.track_search_state WHERE namespace = :namespace), " + FIRST_FLOORS
                    + ")";

    private static final String TIER = tier(":rank::real");

    /**
     * True. Shortens, for the rest of the transaction, the list of entries that wait to be put into the index, which every search
     * reads through. The default is good for loads only.
     */
    public static final String SHORTENS_PENDING_LIST = "set_config('gin_pending_list_limit', '64', true) <> ''";

    /** Adds the search entry of a row of the named CTE, which has the columns {@code id} and {@link LedgerSql#READ}, and adds the row to the catalogue. */
    private static final String INSERT_ENTRY = """
            INSERT INTO ${schema}.track_search AS search (%s)
            SELECT :namespace, %%1$s.id, :rank::real, %s, %%1$s.status = 'COMPLETED', :words, :lexemes
            FROM %%1$s
            WHERE %s AND %s
            """.formatted(COLUMNS, TIER, SHORTENS_PENDING_LIST, LedgerSql.SAVED);

    /** Whether an existing entry differs. An unchanged entry is not written, and keeps its tier. */
    public static final String REPLACE = """
            ON CONFLICT (namespace, track_id) DO UPDATE
              SET rank = EXCLUDED.rank, tier = EXCLUDED.tier, completed = EXCLUDED.completed, words = EXCLUDED.words,
                  lexemes = EXCLUDED.lexemes
              WHERE (search.rank, search.completed, search.words, search.lexemes)
                IS DISTINCT FROM (EXCLUDED.rank, EXCLUDED.completed, EXCLUDED.words, EXCLUDED.lexemes)
            """;

    /**
     * Ends a statement that begins with the named CTE: adds the terms and the search entry of its row, and adds it to the catalogue. To be
     * completed with the name and with whether the row is new.
     */
    public static final String INSERT = ", " + NewTerms.LEARNED + "\n" + INSERT_ENTRY;

    /** Ends a statement that begins with the named CTE: adds its terms, and adds or replaces its search entry. */
    public static final String UPSERT = INSERT + REPLACE;

    /** More CTEs, beside the named one: they add its terms, and add or replace its search entry. */
    static final String UPSERT_CTES = NewTerms.LEARNED + ", entry AS (\n" + INSERT_ENTRY + REPLACE + ")";

    private EntrySql() {}

    /** Returns the tier of a rank: the number of tiers that begin above it. */
    public static String tier(String rank) {
        return "(SELECT count(*)::smallint FROM unnest(" + FLOORS + ") AS tier_floor WHERE tier_floor > " + rank + ")";
    }

    /** Returns the parameters of an entry in a namespace. */
    public static Map<String, @Nullable Object> values(SearchEntry entry, String namespace) {
        Map<String, @Nullable Object> values = new HashMap<>(NewTerms.values(entry, namespace));
        values.put("rank", entry.rank());
        values.put("words", entry.words());
        values.put("lexemes", entry.lexemes());
        return values;
    }
}
