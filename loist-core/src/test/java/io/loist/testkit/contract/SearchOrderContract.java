package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchWeights;
import io.loist.testkit.SampleTracks;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackSort;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order in which every search gives its hits: by how well they match, or as asked, and the same page by page. */
abstract class SearchOrderContract extends SearchMatchingContract {

    @Test
    protected void search_matchesInDifferentFields_ranksTitleAndArtistThenAlbumThenGenre() {
        Track genre = tracks.save(fields("One", "Two", "Three", "Love"));
        Track album = tracks.save(fields("Four", "Five", "Love", "Six"));
        Track artist = tracks.save(fields("Seven", "Love", "Eight", "Nine"));
        Track title = tracks.save(fields("Love", "Ten", "Eleven", "Twelve"));

        List<Track> found = found("love");

        assertThat(found).containsExactlyInAnyOrder(title, artist, album, genre);
        assertThat(found.subList(0, 2)).containsExactlyInAnyOrder(title, artist);
        assertThat(found.subList(2, 4)).containsExactly(album, genre);
    }

    @Test
    protected void search_nameIsTheText_comesBeforeLongerNames() {
        tracks.save(SampleTracks.track("Love Is All Around", "Wet Wet Wet"));
        Track exact = tracks.save(SampleTracks.track("Love", "Lana"));
        tracks.save(SampleTracks.track("Lovely Day", "Bill Withers"));

        assertThat(found("love").get(0)).isEqualTo(exact);
    }

    @Test
    protected void search_wholeWord_comesBeforeLongerWords() {
        tracks.save(SampleTracks.track("Lovelorn Song", "A"));
        Track whole = tracks.save(SampleTracks.track("Love Song", "B"));

        assertThat(found("love").get(0)).isEqualTo(whole);
    }

    @Test
    protected void search_equalMatches_ordersByPopularity() {
        Track low =
                tracks.save(SampleTracks.builder("Love", "Band").popularity(1).build());
        Track high =
                tracks.save(SampleTracks.builder("Love", "Band").popularity(9).build());
        Track none = tracks.save(SampleTracks.builder("Love", "Band").build());

        assertThat(found("love")).containsExactly(high, low, none);
    }

    @Test
    protected void search_anything_scoresFromZeroToOneInFallingOrder() {
        tracks.save(fields("Love Love Love", "Love", "Love", "Love"));
        tracks.save(fields("A Very Long Title That Goes On And On", "Somebody", "And On", "Lovers Rock"));
        tracks.save(fields("Love", "Love", "Love", "Love"));

        List<Double> scores =
                search.search("lov").hits().stream().map(SearchHit::score).toList();

        assertThat(scores).hasSize(3).allMatch(score -> score > 0 && score <= 1);
        assertThat(scores).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    protected void search_minScore_leavesOutWorseHits() {
        tracks.save(fields("Love", "Love", "Love", "Love"));
        tracks.save(fields("Nothing", "Nobody", "Never", "Love"));
        List<SearchHit> all = search.search("love").hits();
        assertThat(all).hasSize(2);
        double between = (all.get(0).score() + all.get(1).score()) / 2;

        assertThat(search.search(SearchQuery.builder("love").minScore(between).build())
                        .hits())
                .containsExactly(all.get(0));
    }

    @Test
    protected void search_weights_decideWhichFieldCounts() {
        Track album = tracks.save(fields("Four", "Five", "Love", "Six"));
        Track title = tracks.save(fields("Love", "Ten", "Eleven", "Twelve"));

        assertThat(tracksOf(search.search(SearchQuery.builder("love").build()))).containsExactly(title, album);
        assertThat(tracksOf(search.search(SearchQuery.builder("love")
                        .weights(new SearchWeights(0.1, 1, 1, 0.4))
                        .build())))
                .containsExactly(album, title);
    }

    @ParameterizedTest
    @EnumSource(TrackSort.class)
    protected void search_inAnOrder_pagesEqualTheWholeThoughTracksAreAdded(TrackSort sort) {
        Random random = new Random(7);
        for (int i = 0; i < 30; i++) {
            tracks.save(anyTrack(random));
        }
        tracks.save(SampleTracks.track("Nothing Else", "Nobody"));
        for (String text : List.of("love", "")) {
            for (boolean descending : new boolean[] {true, false}) {
                SearchQuery.Builder query = SearchQuery.builder(text)
                        .filter(TrackFilter.builder().format("mp3").build());
                query = descending ? query.descending(sort) : query.ascending(sort);
                List<Track> whole = tracksOf(search.search(query.limit(200).build()));
                assertThat(whole).hasSizeGreaterThanOrEqualTo(30).doesNotHaveDuplicates();
                Track between = tracks.save(anyTrack(random));

                List<Track> paged = new ArrayList<>(pages(query.limit(7)));

                paged.remove(between);
                assertThat(paged).isEqualTo(whole);
            }
        }
    }

    @Test
    protected void search_inAnOrder_leavesOutWhatMatchesLess() {
        tracks.save(SampleTracks.track("Creep", "Radiohead"));
        tracks.save(SampleTracks.track("Airbag", "Radiohead"));

        assertThat(tracksOf(search.search(SearchQuery.builder("radiohead creep")
                        .ascending(TrackSort.TITLE)
                        .build())))
                .extracting(track -> track.metadata().title())
                .containsExactly("Creep");
    }

    @Test
    protected void search_pageByPage_visitsEveryHitOnceInOrder() {
        for (int i = 0; i < 11; i++) {
            tracks.save(SampleTracks.builder(i % 2 == 0 ? "Love" : "Love " + i, "Band")
                    .popularity(i % 3)
                    .build());
        }
        List<Track> whole = found("love");
        assertThat(whole).hasSize(11);

        for (int limit : new int[] {1, 4, 11}) {
            assertThat(pages(SearchQuery.builder("love").limit(limit))).isEqualTo(whole);
        }
    }

    @Test
    protected void search_cursorOfOtherQuery_throws() {
        tracks.save(SampleTracks.track("Love", "Band"));
        tracks.save(SampleTracks.track("Love", "Band"));
        Cursor cursor =
                search.search(SearchQuery.builder("love").limit(1).build()).next();
        assertThat(cursor).isNotNull();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        search.search(SearchQuery.builder("hate").after(cursor).build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search.search(SearchQuery.builder("love")
                        .filter(TrackFilter.builder().anyStatus().build())
                        .after(cursor)
                        .build()));
    }

    private static NewTrack anyTrack(Random random) {
        TrackMetadata.Builder metadata = TrackMetadata.builder("Love " + (char) ('a' + random.nextInt(5)));
        if (random.nextInt(4) > 0) {
            metadata.artist("Band " + random.nextInt(4)).year(1970 + random.nextInt(5));
        }
        return SampleTracks.builder(metadata.build())
                .popularity(random.nextInt(3))
                .build();
    }
}
