package io.loist.examples.web;

import io.loist.Page;
import io.loist.library.Loist;
import io.loist.search.SearchFacet;
import io.loist.search.SearchHit;
import io.loist.search.SearchHit.Highlight;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.Suggestions;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds tracks. */
final class Searches {

    private static final int ON_A_PAGE = 30;

    private final Loist loist;

    Searches(Loist loist) {
        this.loist = loist;
    }

    /** What the page shows of a track. */
    record TrackView(
            UUID id,
            String title,
            @Nullable String artist,
            @Nullable String album,
            @Nullable Duration duration,
            boolean cover,
            @Nullable Double gain,
            List<Highlight> highlights) {

        static TrackView of(Track track, List<Highlight> highlights) {
            return new TrackView(
                    track.id(),
                    track.metadata().title(),
                    track.metadata().artist(),
                    track.metadata().album(),
                    track.audio().duration(),
                    track.artworkObject() != null,
                    track.metadata().loudness().trackGain(),
                    highlights);
        }
    }

    /** Tracks, and by what to narrow them down. */
    record Found(
            Page<TrackView> page, @Nullable String didYouMean, Map<SearchFacet, List<SearchResult.Count>> facets) {}

    Found search(PageRequest request) {
        SearchResult result = loist.search(SearchQuery.builder(request.text("q"))
                .facets(SearchFacet.values())
                .highlights()
                .total()
                .limit(ON_A_PAGE)
                .after(request.after())
                .build());
        List<TrackView> tracks = result.hits().stream()
                .map(hit -> TrackView.of(hit.track(), hit.highlights()))
                .toList();
        return new Found(
                new Page<>(tracks, result.next(), result.page().total()), result.didYouMean(), result.facets());
    }

    /** Returns the tracks that were added last. */
    Page<TrackView> home(PageRequest request) {
        Page<Track> recent = loist.database()
                .tracks()
                .list(TrackQuery.builder()
                        .descending(TrackSort.CREATED)
                        .limit(ON_A_PAGE)
                        .after(request.after())
                        .build());
        return new Page<>(
                recent.items().stream()
                        .map(track -> TrackView.of(track, List.of()))
                        .toList(),
                recent.next());
    }

    List<String> suggest(PageRequest request) {
        Suggestions found = loist.suggest(request.text("q"));
        return Stream.of(
                        found.artists().stream(),
                        found.albums().stream().map(Suggestions.Album::name),
                        found.tracks().stream().map(track -> track.metadata().title()))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }
}
