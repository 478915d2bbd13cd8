package io.loist.db.internal.search;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.Vocabulary;
import io.loist.db.internal.search.rank.Ranker;
import io.loist.db.internal.search.rank.Ranker.Ranked;
import io.loist.db.internal.search.retrieve.Candidates;
import io.loist.db.internal.search.retrieve.ExactMatchQueries;
import io.loist.db.internal.search.retrieve.RelaxedMatchQueries;
import io.loist.search.SearchWeights;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds what a question may mean: its words are interpreted, candidates fetched in stages until there are enough good ones, and
 * ranked. What is found does not depend on how many hits are asked for, so that pages belong together.
 */
final class CandidateSearch {

    /** Matching this share of the question's weight is as good as all of it. */
    private static final double ALL = 0.95;

    /** Words scattered over the fields of a track score less than this, words that make up its names more. */
    private static final double COHERENT = 0.4;

    /** With so many tracks that match every word, nobody looks for tracks that do not. */
    private static final int ENOUGH = 10;

    private static final int MAX_DOUBTED = 7;

    private final Vocabulary vocabulary;
    private final Candidates candidates;
    private final SearchWeights weights;

    CandidateSearch(Vocabulary vocabulary, Candidates candidates, SearchWeights weights) {
        this.vocabulary = vocabulary;
        this.candidates = candidates;
        this.weights = weights;
    }

    /** Returns the candidates, the best first. */
    List<Ranked> find(ParsedQuery question) throws SQLException {
        List<Ranked> ranked = findStrictly(question);
        if (!question.counted || enough(ranked) || (question.slots.size() == 1 && complete(ranked, 0))) {
            return ranked;
        }
        if (complete(ranked, COHERENT)) {
            candidates.fetch(RelaxedMatchQueries.named(question));
            return rank(question);
        }
        if (question.slots.size() <= MAX_DOUBTED) {
            vocabulary.interpret(question, Vocabulary.Doubt.KNOWN_WORDS);
        }
        candidates.fetch(RelaxedMatchQueries.relaxed(question));
        return rank(question);
    }

    /** Returns the candidates that have all words, as typed or nearly so, the best first. */
    List<Ranked> findStrictly(ParsedQuery question) throws SQLException {
        vocabulary.interpret(question, Vocabulary.Doubt.UNKNOWN_WORDS);
        candidates.fetch(ExactMatchQueries.of(question, candidates.breadth()));
        return rank(question);
    }

    /** Whether a candidate matches every word that counts. */
    static boolean isComplete(Ranked ranked) {
        return ranked.matched() >= ALL;
    }

    private List<Ranked> rank(ParsedQuery question) {
        return new Ranker(question, weights).rank(candidates.found());
    }

    private static boolean enough(List<Ranked> ranked) {
        return ranked.size() >= ENOUGH && isComplete(ranked.get(ENOUGH - 1));
    }

    /** Some track matches every word; then only whole names are looked for besides. */
    private static boolean complete(List<Ranked> ranked, double score) {
        return ranked.stream().limit(2 * ENOUGH).anyMatch(track -> isComplete(track) && track.score() >= score);
    }
}
