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
 * @param text its text, cleaned
 * @param parsed its text, parsed
 * @param filter the conditions of its filter and of its text
 */
record SearchRequest(SearchQuery query, String text, ParsedQuery parsed, CandidateFilter filter) {

    static SearchRequest of(SearchQuery query) {
        String text = QueryText.clean(query.text());
        ParsedQuery parsed = QueryParser.parse(text);
        return new SearchRequest(query, text, parsed, new CandidateFilter(query.filter(), parsed.conditions()));
    }

    /** Returns what tells whether a cursor belongs to this query; only searches of several pages need it. */
    String fingerprint() {
        return SearchFingerprint.of(text, query);
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
