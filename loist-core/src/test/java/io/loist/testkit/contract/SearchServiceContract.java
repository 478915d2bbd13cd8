package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.loist.Page;
import io.loist.search.SearchFacet;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.search.Suggestions;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link SearchService} must do. Its tests stand by topic in a line of classes: matching, order, filter, and here what is
 * told beside the hits and what is suggested.
 */
public abstract class SearchServiceContract extends SearchFilterContract {

    @Test
    protected void search_total_countsAllPages() {
        for (int i = 0; i < 25; i++) {
            tracks.save(SampleTracks.track("Love " + i, "Band"));
        }

        assertThat(search.search(SearchQuery.builder("love").build()).page().total())
                .isNull();
        assertThat(search.search(SearchQuery.builder("love").limit(3).total().build())
                        .page()
                        .total())
                .isEqualTo(new Page.Total(25, true));
        assertThat(search.search(SearchQuery.builder("format:mp3")
                                .limit(3)
                                .total()
                                .build())
                        .page()
                        .total())
                .isEqualTo(new Page.Total(25, true));
        assertThat(search.search(SearchQuery.builder("absent").total().build())
                        .page()
                        .total())
                .isEqualTo(new Page.Total(0, true));
    }

    @Test
    protected void search_facets_countAllPages() {
        tracks.save(fields("Love", "Ten", "Eleven", "Rock"));
        tracks.save(fields("Love Again", "Ten", "Eleven", "Pop"));
        tracks.save(timed("Love Song", 1975, "flac", Duration.ofMinutes(3)));
        tracks.save(fields("Hate", "Nobody", "Else", "Noise"));

        SearchResult result = search.search(SearchQuery.builder("love")
                .limit(1)
                .facets(SearchFacet.values())
                .build());

        assertThat(result.facets())
                .containsEntry(
                        SearchFacet.GENRE, List.of(new SearchResult.Count("Pop", 1), new SearchResult.Count("Rock", 1)))
                .containsEntry(SearchFacet.DECADE, List.of(new SearchResult.Count("1970", 1)))
                .containsEntry(
                        SearchFacet.FORMAT,
                        List.of(new SearchResult.Count("mp3", 2), new SearchResult.Count("flac", 1)));
        assertThat(result.facets().get(SearchFacet.ARTIST)).contains(new SearchResult.Count("Ten", 2));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            love            | Crazy Little Thing Called Love | Love
            lov             | Lovers Rock    | Lovers
            acdc            | AC/DC          | AC/DC
            dc              | AC/DC          | DC
            motorhead       | Motörhead Live | Motörhead
            bjork           | Björk    | Björk
            dont            | (Don't) Stop   | Don't
            天使             | 残酷な天使のテーゼ | 天使
            !!!             | !!!            | !!!
            little called   | Crazy Little Thing Called Love | Little;Called
            strasse         | Große Straße   | Straße
            """)
    protected void search_highlights_areWhatWasTyped(String typed, String title, String parts) {
        tracks.save(SampleTracks.track(title, "Somebody Else"));

        SearchHit hit = search.search(SearchQuery.builder(typed).highlights().build())
                .hits()
                .get(0);

        assertThat(hit.highlights()).allMatch(part -> part.field() == SearchHit.Field.TITLE);
        assertThat(hit.highlights().stream()
                        .map(part -> title.substring(part.from(), part.to()))
                        .toList())
                .containsExactly(parts.split(";", -1));
        assertThat(search.search(typed).hits().get(0).highlights()).isEmpty();
    }

    @Test
    protected void search_highlightsOfNamedField_areInItAlone() {
        tracks.save(fields("Love", "Love", "Love", "Love"));

        assertThat(search.search(SearchQuery.builder("artist:love").highlights().build())
                        .hits()
                        .get(0)
                        .highlights())
                .containsExactly(new SearchHit.Highlight(SearchHit.Field.ARTIST, 0, 4));
    }

    @Test
    protected void search_explanations_nameWordsAndFields() {
        tracks.save(fields("Love", "Ten", "Eleven", "Twelve"));

        assertThat(search.search(SearchQuery.builder("love elev").explanations().build())
                        .hits()
                        .get(0)
                        .explanation())
                .contains("\"love\" in title", "\"elev\" as \"eleven\"", "in album", "static rank");
        assertThat(search.search("love").hits().get(0).explanation()).isNull();
    }

    @Test
    protected void suggest_beginning_groupsArtistsAlbumsAndTracks() {
        Track full = tracks.save(SampleTracks.full());
        Track title = tracks.save(fields("Bjart", "Nobody", "Never", "None"));
        Track album = tracks.save(fields("Else", "Nobody", "Bjalbum", "None"));

        for (String beginning : List.of("b", "bj", "BJ", "Bj")) {
            Suggestions suggestions = search.suggest(beginning);
            assertThat(suggestions.artists()).contains(full.metadata().artist());
            assertThat(suggestions.albums()).contains(new Suggestions.Album("Bjalbum", "Nobody"));
            assertThat(suggestions.tracks()).contains(title).doesNotContain(album);
        }
        assertThat(search.suggest("bjart").tracks()).containsExactly(title);
    }

    @Test
    protected void suggest_manyAlike_saysEachOnceAndFew() {
        for (int i = 0; i < 20; i++) {
            tracks.save(fields("Song", "The Band", "Sounds", "Rock"));
            tracks.save(fields("Song " + i, "The Band", "Sounds " + i, "Rock"));
        }

        Suggestions suggestions = search.suggest("so");

        assertThat(suggestions.albums()).hasSize(Suggestions.MAX).doesNotHaveDuplicates();
        assertThat(suggestions.tracks()).hasSize(Suggestions.MAX);
        assertThat(search.suggest("the b").artists()).containsExactly("The Band");
        assertThat(search.suggest("band").artists()).containsExactly("The Band");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    protected void suggest_hostileText_isNoError(String text) {
        tracks.save(SampleTracks.track("Love", "Band"));

        assertThatCode(() -> search.suggest(text)).doesNotThrowAnyException();
    }
}
