package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.TermSpan;
import java.util.List;
import java.util.Map;

/**
 * A parsed query with what the vocabulary knows about its words.
 *
 * @param parsed the query as typed
 * @param terms its words, as many as the parsed query has
 * @param joins neighbouring terms that the index may hold as one word
 * @param artists neighbouring terms that are the whole name of an artist
 * @param respacings neighbouring terms with the spaces between them at other places; empty until that is looked for
 * @param library what is known about the library as a whole
 */
public record InterpretedQuery(
        ParsedQuery parsed,
        List<InterpretedTerm> terms,
        List<TermSpan> joins,
        List<TermSpan> artists,
        List<Respacing> respacings,
        LibraryState library) {

    /** Versions of a song, and whom they feature, tell less than its title and its artist. */
    private static final double BRACKETED = 0.25;

    public InterpretedQuery {
        terms = List.copyOf(terms);
        joins = List.copyOf(joins);
        artists = List.copyOf(artists);
        respacings = List.copyOf(respacings);
    }

    /**
     * The library as a whole. Counts are those of the last refresh, and estimates for words that are newer.
     *
     * @param stale whether there are tracks that search has not indexed since they changed
     * @param tracks the number of tracks, at least 1
     * @param counted whether the vocabulary has been counted; if not, frequencies are estimates, and those of completions unknown
     * @param frequencies the number of tracks of each term that was looked up and exists
     */
    public record LibraryState(boolean stale, int tracks, boolean counted, Map<String, Integer> frequencies) {

        public LibraryState {
            frequencies = Map.copyOf(frequencies);
        }
    }

    public boolean counted() {
        return library.counted();
    }

    public boolean unfinished() {
        return parsed.unfinished();
    }

    /** Returns the last term; only for a query that has one. */
    public InterpretedTerm last() {
        return terms.get(terms.size() - 1);
    }

    /** Returns the number of tracks that contain a term; 0 if it is unknown. */
    public int frequency(String term) {
        return library.frequencies().getOrDefault(term, 0);
    }

    /** Returns how much a term tells about the track that is searched for: the rarer, the more; less in brackets. */
    public double weight(InterpretedTerm term) {
        double rarity =
                Math.log(1 + (double) library.tracks() / (term.frequencies().word() + 1.0));
        return term.parsed().bracketed() ? BRACKETED * rarity : rarity;
    }

    /** Returns the sum of the weights of the terms {@code from} to {@code to}, both inclusive. */
    public double weight(TermSpan span) {
        double weight = 0;
        for (int i = span.from(); i <= span.to(); i++) {
            weight += weight(terms.get(i));
        }
        return weight;
    }

    InterpretedQuery corrected(List<InterpretedTerm> changed, List<Respacing> found) {
        return new InterpretedQuery(parsed, changed, joins, artists, found, library);
    }
}
