package io.loist.db.internal.search;

import io.loist.db.internal.search.RankedCandidates.Interpretation;
import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.rank.Explanation;
import io.loist.db.internal.search.rank.Highlighter;
import io.loist.db.internal.search.rank.MatchDetails;
import io.loist.db.internal.search.rank.ScoredCandidate;
import io.loist.search.SearchHit;
import io.loist.search.SearchHit.Highlight;
import io.loist.search.SearchQuery;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes hits of tracks, with everything the query asks for. */
final class HitAssembler {

    /** If none of this many best hits matches as typed, the query was probably misspelt. */
    private static final int EXAMINED_HITS = 10;

    private final RankedCandidates ranked;
    private final SearchQuery query;

    HitAssembler(RankedCandidates ranked, SearchQuery query) {
        this.ranked = ranked;
        this.query = query;
    }

    /** Keeps candidates that score enough and, in another order than that of relevance, complete ones if there are any. */
    static RankedCandidates select(RankedCandidates found, SearchQuery query) {
        boolean completeOnly = query.sort() != null && found.scored().stream().anyMatch(ScoredCandidate::isComplete);
        return found.filter(scored -> scored.score() >= query.minScore() && (!completeOnly || scored.isComplete()));
    }

    List<SearchHit> hits(List<Track> tracks) {
        Set<UUID> shown = tracks.stream().map(Track::id).collect(Collectors.toSet());
        Map<UUID, ScoredCandidate> scored = ranked.scored().stream()
                .filter(one -> shown.contains(one.candidate().id()))
                .collect(Collectors.toMap(one -> one.candidate().id(), one -> one));
        return tracks.stream().map(track -> hit(track, scored.get(track.id()))).toList();
    }

    /** Returns the words as they were probably meant; null if a hit matches them as typed. */
    @Nullable
    String didYouMean(ParsedQuery parsed) {
        List<ScoredCandidate> best = ranked.scored()
                .subList(0, Math.min(EXAMINED_HITS, ranked.scored().size()));
        if (best.isEmpty() || !best.get(0).isComplete()) {
            return null;
        }
        MatchDetails details = best.get(0).details();
        Interpretation read = ranked.interpretation();
        boolean undivided = read == null
                || read.query().parsed().terms().size() == parsed.terms().size();
        if (details == null || (undivided && best.stream().anyMatch(HitAssembler::matchesAsTyped))) {
            return null;
        }
        String corrected = details.correctedWords();
        return corrected.equals(parsed.words(0, parsed.terms().size() - 1)) ? null : corrected;
    }

    private static boolean matchesAsTyped(ScoredCandidate scored) {
        MatchDetails details = scored.details();
        return details != null && details.asTyped();
    }

    private SearchHit hit(Track track, @Nullable ScoredCandidate scored) {
        Interpretation interpretation = ranked.interpretation();
        if (scored == null) {
            return new SearchHit(track, 1);
        }
        MatchDetails details = scored.details();
        if (interpretation == null || details == null) {
            return new SearchHit(track, scored.score());
        }
        List<Highlight> highlights = query.highlights()
                ? highlights(new Highlighter(interpretation.index(), details), track.metadata())
                : List.of();
        String explanation = query.explanations() ? Explanation.of(interpretation.query(), scored) : null;
        return new SearchHit(track, scored.score(), highlights, explanation);
    }

    private static List<Highlight> highlights(Highlighter highlighter, TrackMetadata metadata) {
        List<Highlight> highlights = new ArrayList<>(highlighter.highlights(Field.TITLE, metadata.title()));
        if (metadata.artist() != null) {
            highlights.addAll(highlighter.highlights(Field.ARTIST, metadata.artist()));
        }
        if (metadata.album() != null) {
            highlights.addAll(highlighter.highlights(Field.ALBUM, metadata.album()));
        }
        return highlights;
    }
}
