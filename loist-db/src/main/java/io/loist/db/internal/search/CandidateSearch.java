package io.loist.db.internal.search;

import io.loist.db.internal.search.RankedCandidates.Interpretation;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.rank.Ranker;
import io.loist.db.internal.search.rank.ScoredCandidate;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.search.retrieve.CandidateSource;
import io.loist.db.internal.search.retrieve.ExactMatchQueries;
import io.loist.db.internal.search.retrieve.RelaxedMatchQueries;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.QueryInterpreter;
import io.loist.db.internal.search.vocabulary.Vocabulary;
import io.loist.search.SearchWeights;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds candidates of a query with words: interprets it, fetches candidates in stages until there are enough good ones, and ranks
 * them. What is found does not depend on the number of hits per page, so that pages belong together.
 */
final class CandidateSearch {

    /** Words scattered over the fields of a track score less than this; words that make up its names score more. */
    private static final double COHERENT_SCORE = 0.4;

    /** With this many complete candidates, nothing else is searched for. */
    private static final int ENOUGH_COMPLETE = 10;

    /** In longer queries, known words are not corrected, and unknown ones not divided. */
    private static final int MAX_CORRECTED_TERMS = 7;

    private final QueryInterpreter interpreter;
    private final CandidateSource candidates;
    private final SearchWeights weights;

    CandidateSearch(Vocabulary vocabulary, CandidateSource candidates, SearchWeights weights) {
        this.interpreter = new QueryInterpreter(vocabulary);
        this.candidates = candidates;
        this.weights = weights;
    }

    /** Returns candidates, the best first: those that match every word, or else those that match some. */
    RankedCandidates find(ParsedQuery parsed) throws SQLException {
        InterpretedQuery query = interpreter.interpret(parsed);
        Ranker ranker = new Ranker(query, weights);
        List<Candidate> fetched = fetchExact(query);
        List<ScoredCandidate> exact = ranker.rank(fetched);
        boolean oneWord = query.terms().size() == 1;
        if (hasEnough(exact) || (oneWord && hasComplete(exact, 0))) {
            return ranked(query, ranker, exact);
        }
        if (hasComplete(exact, COHERENT_SCORE)) {
            return ranked(query, ranker, ranker.rank(exact, candidates.fetch(RelaxedMatchQueries.forArtists(query))));
        }
        RankedCandidates freely = findFreely(query, fetched);
        if (hasComplete(freely.scored(), COHERENT_SCORE)) {
            return freely;
        }
        ParsedQuery divided = isShort(query) ? interpreter.divide(query) : null;
        RankedCandidates found = divided == null ? freely : findExact(divided);
        return hasComplete(found.scored(), COHERENT_SCORE) ? found : freely;
    }

    /** Returns candidates that match some words, or other words than those typed. */
    private RankedCandidates findFreely(InterpretedQuery query, List<Candidate> fetched) throws SQLException {
        InterpretedQuery corrected = isShort(query) ? interpreter.correctFurther(query) : query;
        List<Candidate> more = candidates.fetch(RelaxedMatchQueries.of(corrected));
        List<Candidate> all = Stream.concat(fetched.stream(), more.stream()).toList();
        Ranker ranker = new Ranker(corrected, weights);
        return ranked(corrected, ranker, ranker.rank(all));
    }

    /** Returns candidates that match every word, as typed or corrected, the best first. */
    RankedCandidates findExact(ParsedQuery parsed) throws SQLException {
        InterpretedQuery query = interpreter.interpret(parsed);
        Ranker ranker = new Ranker(query, weights);
        return ranked(query, ranker, ranker.rank(fetchExact(query)));
    }

    private List<Candidate> fetchExact(InterpretedQuery query) throws SQLException {
        return candidates.fetch(ExactMatchQueries.of(query, candidates.limits()));
    }

    private static RankedCandidates ranked(InterpretedQuery query, Ranker ranker, List<ScoredCandidate> scored) {
        return new RankedCandidates(new Interpretation(query, ranker.index()), scored);
    }

    private static boolean isShort(InterpretedQuery query) {
        return query.terms().size() <= MAX_CORRECTED_TERMS;
    }

    private static boolean hasEnough(List<ScoredCandidate> scored) {
        return scored.size() >= ENOUGH_COMPLETE
                && scored.get(ENOUGH_COMPLETE - 1).isComplete();
    }

    private static boolean hasComplete(List<ScoredCandidate> scored, double minScore) {
        return scored.stream()
                .limit(2 * ENOUGH_COMPLETE)
                .anyMatch(candidate -> candidate.isComplete() && candidate.score() >= minScore);
    }
}
