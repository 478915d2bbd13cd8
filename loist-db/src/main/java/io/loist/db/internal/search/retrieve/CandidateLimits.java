package io.loist.db.internal.search.retrieve;

import io.loist.search.SearchQuery;

/** How many candidates a search retrieves. */
public enum CandidateLimits {
    /** Enough for the best hits. */
    BEST(0, CandidateQueries.LIMIT, 1_000),
    /** All that can be counted, or put into another order. */
    ALL(SearchQuery.MAX_COUNTED, Integer.MAX_VALUE, SearchQuery.MAX_COUNTED);

    private final int minPerQuery;
    private final int enough;
    private final int maxListed;

    CandidateLimits(int minPerQuery, int enough, int maxListed) {
        this.minPerQuery = minPerQuery;
        this.enough = enough;
        this.maxListed = maxListed;
    }

    public static CandidateLimits of(SearchQuery query) {
        return query.total() || query.sort() != null || !query.facets().isEmpty() ? ALL : BEST;
    }

    /** Returns the minimum limit of a query for all words. */
    int minPerQuery() {
        return minPerQuery;
    }

    /** Returns the number of candidates after which the remaining queries of a round trip are left out. */
    int enough() {
        return enough;
    }

    /** Returns the maximum number of tracks that a search without words lists. */
    int maxListed() {
        return maxListed;
    }
}
