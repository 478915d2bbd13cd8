package io.loist.testkit.contract;

import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.testkit.SampleTracks;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A library without tracks, and the search over it. */
abstract class SearchFixture extends TrackFixture {

    SearchService search;

    /** Returns the search over the repository that {@link #emptyRepository} returned last. */
    protected abstract SearchService searchOf();

    @BeforeEach
    final void makeSearch() {
        search = searchOf();
    }

    /** Returns the tracks that a text finds. */
    final List<Track> found(String text) {
        return tracksOf(search.search(text));
    }

    /** Returns the tracks of all pages of a query. */
    final List<Track> pages(SearchQuery.Builder query) {
        SearchResult result = search.search(query.after(null).build());
        List<Track> visited = new ArrayList<>(tracksOf(result));
        while (result.next() != null) {
            result = search.search(query.after(result.next()).build());
            visited.addAll(tracksOf(result));
        }
        query.after(null);
        return visited;
    }

    /** Returns the tracks of a result. */
    static List<Track> tracksOf(SearchResult result) {
        return result.hits().stream().map(SearchHit::track).toList();
    }

    /** Returns a track to save. */
    static NewTrack fields(String title, String artist, String album, String genre) {
        return SampleTracks.builder(TrackMetadata.builder(title)
                        .artist(artist)
                        .album(album)
                        .genres(genre)
                        .build())
                .build();
    }

    /** Returns a track to save that differs in what conditions ask. */
    static NewTrack timed(String title, int year, String format, Duration duration) {
        TrackMetadata metadata =
                TrackMetadata.builder(title).artist("Band").year(year).build();
        NewTrack track = SampleTracks.builder(metadata).build();
        return NewTrack.builder(
                        metadata,
                        AudioProperties.builder(format).duration(duration).build(),
                        track.audioObject())
                .build();
    }
}
