package io.loist.db.internal.search;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.query.QueryText;
import io.loist.db.internal.search.retrieve.CandidateFilter;
import io.loist.search.SearchQuery;

/**
 * A search query with its text parsed.
 *
 * @param query the query as the caller made it
 * @param parsed its text
 * @param filter the conditions of its filter and of its text
 * @param fingerprint tells whether a cursor belongs to it
 */
record SearchRequest(SearchQuery query, ParsedQuery parsed, CandidateFilter filter, String fingerprint) {

    static SearchRequest of(SearchQuery query) {
        String text = QueryText.clean(query.text());
        ParsedQuery parsed = QueryParser.parse(text);
        return new SearchRequest(
                query,
                parsed,
                new CandidateFilter(query.filter(), parsed.conditions()),
                SearchFingerprint.of(text, query));
    }

    boolean hasWords() {
        return !parsed.terms().isEmpty();
    }

    /** Returns whether there is nothing to search for. */
    boolean isEmpty() {
        return !hasWords() && filter.isEmpty();
    }

    /** Returns whether the hits are all tracks that meet conditions, however many, in the order of an index. */
    boolean isListing() {
        return query.sort() != null && !hasWords() && parsed.exclusions().isEmpty();
    }

    /** Returns whether the hits are counted. */
    boolean isCounting() {
        return query.total() || !query.facets().isEmpty();
    }
}
