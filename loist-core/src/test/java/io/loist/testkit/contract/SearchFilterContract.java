package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.testkit.SampleTracks;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every search lets pass: what its filter allows, and the conditions that its text names. */
abstract class SearchFilterContract extends SearchOrderContract {

    @Test
    protected void search_noStatusAsked_findsCompletedOnly() {
        tracks.save(
                SampleTracks.builder("Song", "Band").status(TrackStatus.FAILED).build());
        Track completed = tracks.save(SampleTracks.track("Song", "Band"));

        assertThat(found("song")).containsExactly(completed);
    }

    @Test
    protected void search_filtered_letsOnlyMatchesPass() {
        NewTrack full = SampleTracks.full();
        tracks.save(full);
        tracks.save(SampleTracks.track("Don't Stop", "Fleetwood Mac"));
        TrackFilter filter = TrackFilter.builder()
                .status(TrackStatus.COMPLETED)
                .format("flac")
                .artist("björk feat. łona")
                .album("Début")
                .genre("art pop")
                .years(1990, 1999)
                .sha256(SampleTracks.FULL_SHA_256)
                .build();

        SearchResult result =
                search.search(SearchQuery.builder("stop").filter(filter).build());

        assertThat(result.hits()).extracting(hit -> hit.track().id()).containsExactly(full.id());
    }

    @Test
    protected void search_statusNotNamed_findsCompletedTracks() {
        Track completed = tracks.save(SampleTracks.track("Stop", "Band"));
        Track pending = tracks.save(
                SampleTracks.builder("Stop", "Band").status(TrackStatus.PENDING).build());
        TrackFilterBuilder mp3 = TrackFilter.builder().format("mp3");

        assertThat(tracksOf(search.search(
                        SearchQuery.builder("stop").filter(mp3.build()).build())))
                .containsExactly(completed);
        assertThat(tracksOf(search.search(SearchQuery.builder("stop")
                        .filter(mp3.anyStatus().build())
                        .build())))
                .containsExactlyInAnyOrder(completed, pending);
    }

    @Test
    protected void search_everyKindOfCondition_findsOnlyWhatPasses() {
        NewTrack full = SampleTracks.full();
        Track right = tracks.save(full);
        Duration duration = Objects.requireNonNull(right.audio().duration());
        tracks.save(SampleTracks.track("Don't Stop", "Fleetwood Mac"));
        List<TrackFilterBuilder> filters = List.of(
                TrackFilter.builder().status(TrackStatus.COMPLETED).album("Début"),
                TrackFilter.builder().isrc(right.metadata().isrcs().get(0)),
                TrackFilter.builder().durations(duration, duration.plusMillis(1)),
                TrackFilter.builder()
                        .sizes(right.audioObject().size(), right.audioObject().size()),
                TrackFilter.builder()
                        .created(right.createdAt(), right.createdAt().plusSeconds(0))
                        .years(1994, 1994),
                TrackFilter.builder()
                        .popularities(right.popularity(), right.popularity())
                        .genre("art pop"),
                TrackFilter.builder().artwork(TrackFilter.Artwork.PRESENT),
                TrackFilter.builder().audioHash(Objects.requireNonNull(right.audioHash())),
                TrackFilter.builder().format("flac"));

        for (TrackFilterBuilder filter : filters) {
            for (String text : List.of("stop", "")) {
                SearchResult result = search.search(
                        SearchQuery.builder(text).filter(filter.build()).build());
                assertThat(tracksOf(result)).containsExactly(right);
                assertThat(result.truncated()).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            year:1970..1979          | Seventies
            year:1975                | Seventies
            year:..1979 -eighties    | Seventies
            format:flac              | Eighties
            duration:3:00            | Eighties
            duration:180             | Eighties
            duration:179..3:01       | Eighties
            duration:..2:59          | Seventies
            duration:0:02:30..       | Eighties
            duration:1:00:00..       | ``
            year:1970..1989 format:flac | Eighties
            """)
    protected void search_conditionsAlone_listWhatPasses(String typed, String title) {
        tracks.save(timed("Seventies", 1975, "mp3", Duration.ofMinutes(2)));
        tracks.save(timed("Eighties", 1985, "flac", Duration.ofMillis(180_400)));

        assertThat(tracksOf(search.search(typed)))
                .extracting(track -> track.metadata().title())
                .isEqualTo(title.isEmpty() ? List.of() : List.of(title));
    }

    @Test
    protected void search_conditionsAlone_listsThePopularFirst() {
        for (int i = 0; i < 9; i++) {
            tracks.save(SampleTracks.builder("Song " + i, "Band").popularity(i).build());
        }
        SearchQuery.Builder query = SearchQuery.builder("format:mp3").limit(4);

        assertThat(tracksOf(search.search(query.build())))
                .extracting(Track::popularity)
                .containsExactly(8.0, 7.0, 6.0, 5.0);
        assertThat(pages(query))
                .hasSize(9)
                .extracting(Track::popularity)
                .startsWith(8.0, 7.0)
                .endsWith(1.0, 0.0);
    }
}
