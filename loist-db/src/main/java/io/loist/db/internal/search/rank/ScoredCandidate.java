package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.retrieve.Candidate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A candidate with its score.
 *
 * @param candidate the candidate
 * @param score how well it matches, from 0 (exclusive) to 1
 * @param coverage the weight of the terms that it matches, as a share of the query's weight
 * @param details how it matches; null if the query has no words
 */
public record ScoredCandidate(
        Candidate candidate,
        double score,
        double coverage,
        @Nullable MatchDetails details) {

    static final Comparator<ScoredCandidate> BEST_FIRST = Comparator.comparingDouble(ScoredCandidate::score)
            .reversed()
            .thenComparingDouble(scored -> -scored.candidate().rank())
            .thenComparing(scored -> scored.candidate().id());

    /** A share of the query's weight that is as good as all of it. */
    private static final double COMPLETE = 0.95;

    /** Returns whether the candidate matches every term that matters. */
    public boolean isComplete() {
        return coverage >= COMPLETE;
    }
}
