package io.loist.db.internal.search;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.rank.Highlighter;
import io.loist.db.internal.search.rank.MatchDetails;
import io.loist.db.internal.search.rank.Ranker;
import io.loist.db.internal.search.rank.Ranker.Ranked;
import io.loist.search.SearchHit;
import io.loist.search.SearchHit.Field;
import io.loist.search.SearchHit.Highlight;
import io.loist.search.SearchQuery;
import io.loist.track.Track;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes hits of tracks, with whatever the query wants to know of them. */
final class HitAssembler {

    /** If none of the best so many hits says what was typed, it was probably misspelt. */
    private static final int LOOKED_AT = 10;

    private final ParsedQuery question;
    private final SearchQuery query;
    private final Map<UUID, Ranked> ranked = new HashMap<>();
    private List<Ranked> best = List.of();

    HitAssembler(ParsedQuery question, SearchQuery query) {
        this.question = question;
        this.query = query;
    }

    /** Keeps what scores enough; in another order than that of relevance, what matches every word, if anything does. */
    List<Ranked> kept(List<Ranked> found) {
        boolean onlyComplete = query.sort() != null && found.stream().anyMatch(CandidateSearch::isComplete);
        List<Ranked> kept = found.stream()
                .filter(hit -> hit.score() >= query.minScore())
                .filter(hit -> !onlyComplete || CandidateSearch.isComplete(hit))
                .toList();
        best = kept.subList(0, Math.min(LOOKED_AT, kept.size()));
        kept.forEach(hit -> ranked.put(hit.candidate().id(), hit));
        return kept;
    }

    List<SearchHit> of(List<Track> tracks) {
        Ranker ranker = new Ranker(question, query.weights());
        return tracks.stream().map(track -> hit(ranker, track)).toList();
    }

    /** Returns the question as it was probably meant, or null if something was found as it was typed. */
    @Nullable
    String didYouMean() {
        if (best.isEmpty() || question.slots.isEmpty() || !CandidateSearch.isComplete(best.get(0))) {
            return null;
        }
        Ranker ranker = new Ranker(question, query.weights());
        if (best.stream().anyMatch(hit -> ranker.evidence(hit.candidate()).asTyped())) {
            return null;
        }
        String meant = ranker.evidence(best.get(0).candidate()).corrected();
        return meant.equals(question.span(0, question.slots.size() - 1)) ? null : meant;
    }

    private SearchHit hit(Ranker ranker, Track track) {
        Ranked hit = ranked.get(track.id());
        double score = hit == null ? 1 : hit.score();
        if (hit == null || question.slots.isEmpty() || !(query.highlights() || query.explanations())) {
            return new SearchHit(track, score);
        }
        MatchDetails evidence = ranker.evidence(hit.candidate());
        String explanation = query.explanations()
                ? evidence.explanation(score, hit.candidate().rank())
                : null;
        return new SearchHit(
                track, score, query.highlights() ? highlights(ranker, evidence, track) : List.of(), explanation);
    }

    private static List<Highlight> highlights(Ranker ranker, MatchDetails evidence, Track track) {
        Highlighter highlighter = new Highlighter(ranker.meanings(), evidence);
        highlighter.read(Field.TITLE, track.metadata().title());
        if (track.metadata().artist() != null) {
            highlighter.read(Field.ARTIST, track.metadata().artist());
        }
        if (track.metadata().album() != null) {
            highlighter.read(Field.ALBUM, track.metadata().album());
        }
        return highlighter.highlights();
    }
}
