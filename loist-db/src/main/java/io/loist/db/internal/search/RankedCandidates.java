package io.loist.db.internal.search;

import io.loist.db.internal.search.rank.ScoredCandidate;
import io.loist.db.internal.search.rank.TermIndex;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of a search, ranked.
 *
 * @param interpretation what they were ranked by; null if the query has no words
 * @param scored the candidates, the best first
 */
record RankedCandidates(@Nullable Interpretation interpretation, List<ScoredCandidate> scored) {

    /** No candidates. */
    static final RankedCandidates NONE = new RankedCandidates(null, List.of());

    RankedCandidates {
        scored = List.copyOf(scored);
    }

    /** An interpreted query with its terms by what they match. */
    record Interpretation(InterpretedQuery query, TermIndex index) {}

    RankedCandidates filter(Predicate<ScoredCandidate> kept) {
        return new RankedCandidates(interpretation, scored.stream().filter(kept).toList());
    }

    /** Returns whether the vocabulary saw tracks that are not indexed. */
    boolean sawStaleTracks() {
        return interpretation != null && interpretation.query().library().stale();
    }

    UUID[] ids() {
        return ids(scored);
    }

    static UUID[] ids(List<ScoredCandidate> scored) {
        return scored.stream().map(one -> one.candidate().id()).toArray(UUID[]::new);
    }
}
