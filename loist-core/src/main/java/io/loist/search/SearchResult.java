package io.loist.search;

import io.loist.Cursor;
import io.loist.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a search: one page of hits, and what the query asked for beside them.
 *
 * @param page the hits, in the order that the query asked for; its total is null unless {@link SearchQuery.Builder#total} asked for
 *     it, and a lower bound if it is not exact
 * @param truncated whether more tracks match than the search was allowed to examine, so that a lower-scoring match may be missing
 * @param facets the counts of the hits of all pages by the facets that {@link SearchQuery.Builder#facets} asked for, the greatest
 *     count first, up to {@value #MAX_COUNTS} per facet; unmodifiable
 * @param didYouMean a corrected text to search for, if the text as typed matches nothing and likely corrections of it do; otherwise
 *     null. In lower case, without accents
 */
public record SearchResult(
        Page<SearchHit> page,
        boolean truncated,
        Map<SearchFacet, List<Count>> facets,
        @Nullable String didYouMean) {

    /** Maximum number of values counted per facet: 20. */
    public static final int MAX_COUNTS = 20;

    /** Copies the facets. */
    public SearchResult {
        Objects.requireNonNull(page, "page");
        facets = Map.copyOf(facets);
    }

    /** Creates a result without facets or suggestion. */
    public SearchResult(Page<SearchHit> page, boolean truncated) {
        this(page, truncated, Map.of(), null);
    }

    /** Returns the hits of this page; short for {@code page().items()}. */
    public List<SearchHit> hits() {
        return page.items();
    }

    /** Returns where the next page begins, or null if this is the last one; short for {@code page().next()}. */
    public @Nullable Cursor next() {
        return page.next();
    }

    /**
     * The number of hits with one value of a facet.
     *
     * @param value the value, as {@link SearchFacet} says
     * @param hits the number of hits, 1 or more
     */
    public record Count(String value, int hits) {}
}
