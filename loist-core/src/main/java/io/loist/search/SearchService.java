package io.loist.search;

import io.loist.DatabaseException;

/**
 * Finds tracks by the text that people type. The search ignores case, accents, width and punctuation, tolerates misspellings, and
 * treats no word as too common. A track is found as soon as the transaction that saved it commits.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface SearchService {

    /**
     * Finds the tracks that match a query.
     *
     * @return the best hits first, unless the query asks for another order; no hits if nothing matches. Any text is valid
     * @throws IllegalArgumentException if the query's cursor was made for another query
     * @throws DatabaseException if the database cannot be reached or does not answer in time; with the code {@code SEARCH_TIMEOUT},
     *     which is retryable, if the time of the search was over before it found anything
     */
    SearchResult search(SearchQuery query);

    /**
     * Finds the {@value SearchQuery#DEFAULT_LIMIT} completed tracks that match a text best; short for
     * {@code search(SearchQuery.of(text))}.
     *
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    default SearchResult search(String text) {
        return search(SearchQuery.of(text));
    }

    /**
     * Completes a text that is being typed, from the first letter on: returns artists, albums and tracks (of completed tracks only)
     * that begin with it or contain a word that does.
     *
     * @param beginning the text typed so far; any text is valid, a blank one has no suggestions
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    Suggestions suggest(String beginning);
}
