package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.retrieve.Candidates.Candidate;
import io.loist.search.SearchWeights;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Orders candidates: how much of the question's weight a track matches, how well, in which field; and how completely the question names the
 * artist and the title. Ties go by static rank, then id.
 */
public final class Ranker {
    private static final double LEAST = 1e-6;
    private static final double WHOLE_ARTIST = 0.9;
    private static final double WHOLE_TITLE = 0.8;
    private static final double STATIC_RANK = 0.02;
    private static final double MOST = 1 + WHOLE_ARTIST + WHOLE_TITLE + STATIC_RANK;
    /** Other names than these count so much less than a genre. */
    private static final double OTHER_NAMES = 0.75;

    static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(Ranked::score)
            .reversed()
            .thenComparing(r -> -r.candidate().rank())
            .thenComparing(r -> r.candidate().id());

    /** A candidate with its score in [0, 1] and the share of the question it matched. */
    public record Ranked(Candidate candidate, double score, double matched) {}

    private final ParsedQuery question;
    private final TermIndex meanings;
    /** How much a match counts by field. */
    private final double[] fields;

    public Ranker(ParsedQuery question, SearchWeights weights) {
        this.question = question;
        this.meanings = new TermIndex(question);
        this.fields = new double[] {
            weights.title(), weights.artist(), weights.album(), weights.genre(), OTHER_NAMES * weights.genre()
        };
    }

    /** Orders tracks when nothing was typed that they could match. */
    public static List<Ranked> unasked(ParsedQuery question, Collection<Candidate> candidates) {
        return candidates.stream()
                .filter(question::allows)
                .map(candidate -> new Ranked(candidate, 1, 1))
                .sorted(BEST_FIRST)
                .toList();
    }

    public List<Ranked> rank(Collection<Candidate> candidates) {
        return candidates.stream()
                .filter(question::allows)
                .map(this::rank)
                .filter(ranked -> ranked.score() > 0)
                .sorted(BEST_FIRST)
                .toList();
    }

    private Ranked rank(Candidate candidate) {
        MatchDetails evidence = evidence(candidate);
        double matched = 0;
        double share = 0;
        for (int i = 0; i < meanings.weights.length; i++) {
            if (evidence.quality(i) == 0 && question.slots.get(i).required()) {
                return new Ranked(candidate, 0, 0);
            }
            matched += evidence.worth(i) * meanings.weights[i];
            share += evidence.quality(i) > 0 ? meanings.weights[i] : 0;
        }
        double score = (matched / meanings.total
                        + WHOLE_ARTIST * fields[MatchDetails.ARTIST] * evidence.wholeArtist()
                        + WHOLE_TITLE * fields[MatchDetails.TITLE] * evidence.wholeTitle()
                        + STATIC_RANK * Math.max(0, Math.min(1, candidate.rank())))
                / MOST;
        return new Ranked(candidate, Math.max(LEAST, Math.min(1, score)), share / meanings.total);
    }

    public TermIndex meanings() {
        return meanings;
    }

    /** Returns which words of the question a candidate matches, and where. */
    public MatchDetails evidence(Candidate candidate) {
        MatchDetails evidence = new MatchDetails(question, fields);
        String[] folded = candidate.words().split("\\|", -1);
        for (int f = 0; f < Math.min(folded.length, fields.length); f++) {
            if (f > MatchDetails.ARTIST && !evidence.canGain(fields[f])) {
                continue;
            }
            FieldMatcher matches = new FieldMatcher(meanings, folded[f]);
            if (f == MatchDetails.TITLE) {
                evidence.wholeTitle(matches.wholeTitle());
            } else if (f == MatchDetails.ARTIST) {
                evidence.wholeArtist(matches.wholeArtist());
            }
            evidence.add(f, matches);
        }
        return evidence;
    }
}
