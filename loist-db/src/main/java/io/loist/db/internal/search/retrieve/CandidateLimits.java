package io.loist.db.internal.search.retrieve;

import io.loist.search.SearchQuery;

/** How many candidates a search looks at. */
public enum CandidateLimits {
    /** Enough for the best hits. */
    NARROW(0, CandidateQueries.FILL, 1_000),
    /** All that can be counted, or put into another order. */
    WIDE(SearchQuery.MAX_COUNTED, Integer.MAX_VALUE, SearchQuery.MAX_COUNTED);

    private final int fill;
    private final int enough;
    private final int listed;

    CandidateLimits(int fill, int enough, int listed) {
        this.fill = fill;
        this.enough = enough;
        this.listed = listed;
    }

    public static CandidateLimits of(SearchQuery query) {
        return query.total() || query.sort() != null || !query.facets().isEmpty() ? WIDE : NARROW;
    }

    /** How many candidates each request for all words brings at least, if there are so many. */
    int fill() {
        return fill;
    }

    /** As many candidates as one round trip needs to bring. */
    int enough() {
        return enough;
    }

    /** How many tracks a search without words lists at most. */
    int listed() {
        return listed;
    }
}
