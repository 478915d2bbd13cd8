package io.loist.search;

import io.loist.DatabaseException;

/**
 * Finds tracks by what people type. Case, accents, width and punctuation make no difference, no word is too common to count,
 * and a track is found from the moment the transaction that saved it commits.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface SearchService {

    /**
     * Finds the tracks that match a query best.
     *
     * @return the best hits first; no hits if nothing matches. No text of any kind is an error
     * @throws IllegalArgumentException if the query's cursor was made for another query
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    SearchResult search(SearchQuery query);

    /**
     * Finds the 20 completed tracks that match a text best; short for {@code search(SearchQuery.of(text))}.
     *
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    default SearchResult search(String text) {
        return search(SearchQuery.of(text));
    }

    /**
     * Completes what somebody has typed so far, from the first letter on: artists, albums and tracks, completed ones only, that
     * begin with it or have a word that does.
     *
     * @param beginning what was typed so far; any text is allowed, a blank one has no suggestions
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    Suggestions suggest(String beginning);
}
