package io.loist.examples.web;

import io.loist.Page;
import io.loist.catalog.CatalogLink;
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

/** Finds tracks, and shows them with links to their artists and albums. */
final class Searches {

    private static final int ON_A_PAGE = 30;

    private final Loist loist;

    Searches(Loist loist) {
        this.loist = loist;
    }

    /** What the page shows of a track; the links lead to the catalogue. */
    record TrackView(
            UUID id,
            String title,
            @Nullable String artist,
            @Nullable String album,
            @Nullable Duration duration,
            boolean cover,
            @Nullable Double gain,
            List<CatalogLink> links,
            List<Highlight> highlights) {

        TrackView(SearchHit hit, List<CatalogLink> links) {
            this(
                    hit.track().id(),
                    hit.track().metadata().title(),
                    hit.track().metadata().artist(),
                    hit.track().metadata().album(),
                    hit.track().audio().duration(),
                    hit.track().artworkObject() != null,
                    hit.track().metadata().loudness().trackGain(),
                    links,
                    hit.highlights());
        }
    }

    /** What a search found. */
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
        Page<TrackView> page = new Page<>(
                ofHits(result.hits()), result.next(), result.page().total());
        return new Found(page, result.didYouMean(), result.facets());
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

    /** Returns the tracks that were added last. */
    Page<TrackView> recent(PageRequest request) {
        TrackQuery.Builder latest =
                TrackQuery.builder().descending(TrackSort.CREATED).limit(ON_A_PAGE).after(request.after());
        return views(loist.database().tracks().list(latest.build()));
    }

    Page<TrackView> views(Page<Track> page) {
        return new Page<>(views(page.items()), page.next());
    }

    List<TrackView> views(List<Track> tracks) {
        return ofHits(tracks.stream().map(track -> new SearchHit(track, 1)).toList());
    }

    private List<TrackView> ofHits(List<SearchHit> hits) {
        Map<UUID, List<CatalogLink>> links = loist.database()
                .catalog()
                .links(hits.stream().map(SearchHit::track).toList());
        return hits.stream()
                .map(hit -> new TrackView(hit, links.getOrDefault(hit.track().id(), List.of())))
                .toList();
    }
}
