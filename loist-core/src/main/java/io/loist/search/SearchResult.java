package io.loist.search;

import io.loist.Cursor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param hits the hits of this page, in the order that was asked for; unmodifiable
 * @param next where the next hits begin, or null if there are no more
 * @param truncated whether more tracks match than the search was allowed to look at, so that a worse match may be missing
 * @param total how many hits all pages have together, or null if {@link SearchQuery.Builder#total} did not ask
 * @param facets the hits of all pages counted by what {@link SearchQuery.Builder#facets} asked for, the greatest count first, at
 *     most {@value #MOST_COUNTS} of a facet; unmodifiable
 * @param didYouMean what to search for instead, if nothing was found by the words as they were typed but something by likely
 *     corrections of them; else null. Lower case, without accents
 */
public record SearchResult(
        List<SearchHit> hits,
        @Nullable Cursor next,
        boolean truncated,
        @Nullable Total total,
        Map<SearchFacet, List<Count>> facets,
        @Nullable String didYouMean) {

    /** How many values of a facet are counted at most: 20. */
    public static final int MOST_COUNTS = 20;

    /** Copies the hits and the counts. */
    public SearchResult {
        hits = List.copyOf(hits);
        facets = Map.copyOf(facets);
    }

    /** Creates a result that tells nothing beside the hits. */
    public SearchResult(List<SearchHit> hits, @Nullable Cursor next, boolean truncated) {
        this(hits, next, truncated, null, Map.of(), null);
    }

    /**
     * How many hits there are.
     *
     * @param hits how many were counted
     * @param exact whether that is all; else there are more
     */
    public record Total(int hits, boolean exact) {}

    /**
     * How many hits have a value.
     *
     * @param value the value, as {@link SearchFacet} says
     * @param hits how many hits have it
     */
    public record Count(String value, int hits) {}
}
