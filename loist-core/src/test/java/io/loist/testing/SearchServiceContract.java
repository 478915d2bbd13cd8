package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.search.SearchFacet;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.search.SearchWeights;
import io.loist.search.Suggestions;
import io.loist.track.ArtistCredit;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackRepository;
import io.loist.track.TrackSort;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link SearchService} must do. */
public abstract class SearchServiceContract {

    private TrackRepository tracks;
    private SearchService search;

    /** Returns a repository without tracks, whose tracks {@link #searchOf} finds. */
    protected abstract TrackRepository emptyRepository();

    /** Returns the search over the repository that {@link #emptyRepository} returned last. */
    protected abstract SearchService searchOf();

    @BeforeEach
    final void makeSearch() {
        tracks = emptyRepository();
        search = searchOf();
    }

    // what is found

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            the who              | The Who
            The The              | The The
            it                   | It
            bjork                | Björk
            BJÖRK                | Björk
            björk                | Bjo\u0308rk
            sigur ros            | Sigur Rós
            dvorak               | Dvořák
            lodz                 | Łódź
            motley crue          | Mötley Crüe
            orsted               | Ørsted
            aegir                | Ægir
            oeuvre               | Œuvre
            strasse              | Straße
            STRAßE               | Strasse
            dordevic             | Đorđević
            istanbul             | İSTANBUL
            ISTANBUL             | istanbul
            viktor tsoi          | VIKTOR TSOI
            виктор цой           | ВИКТОР ЦОЙ
            μουσικη              | ΜΟΥΣΙΚΉ
            abba                 | ＡＢＢＡ
            スピッツ              | ｽﾋﾟｯﾂ
            ac/dc                | AC/DC
            acdc                 | AC/DC
            ac dc                | AC/DC
            AC/DC                | ACDC
            p!nk                 | P!nk
            pnk                  | P!nk
            r.e.m.               | R.E.M.
            rem                  | R.E.M.
            R.E.M.               | REM
            a-ha                 | a-ha
            aha                  | a-ha
            will.i.am            | will.i.am
            guns n roses         | Guns N' Roses
            guns n' roses        | Guns N’ Roses
            dont stop            | Don't Stop
            don’t stop           | Don't Stop
            m.i.a.               | M.I.A.
            ke$ha                | Ke$ha
            wham!                | Wham!
            wham                 | Wham!
            !!!                  | !!!
            ÷                    | ÷
            +/-                  | +/-
            ❤                    | ❤
            50 cent              | 50 Cent
            1e5                  | 1e5
            1-800                | 1-800-273-8255
            99.9                 | 99.9F°
            天使                  | 残酷な天使のテーゼ
            残酷                  | 残酷な天使のテーゼ
            テーゼ                | 残酷な天使のテーゼ
            使                    | 残酷な天使のテーゼ
            ゼ                    | 残酷な天使のテーゼ
            残酷な天使のテーゼ      | 残酷な天使のテーゼ
            사랑                  | 내사랑내곁에
            bohem                | Bohemian Rhapsody
            bohemian rhap        | Bohemian Rhapsody
            rhapsody bohemian    | Bohemian Rhapsody
            salt & pepa          | Salt-N-Pepa Salt
            love - hate          | Love Hate
            """)
    protected void search_asTyped_findsName(String typed, String name) {
        Track asTitle = tracks.save(SampleTracks.track(name, "Somebody Else"));
        Track asArtist = tracks.save(SampleTracks.track("Quite Another Song", name));
        tracks.save(SampleTracks.track("Nothing", "Nobody"));

        assertThat(found(typed)).containsExactlyInAnyOrder(asTitle, asArtist);
    }

    @ParameterizedTest(name = "{0} not in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            who the band | The Who
            天国         | 残酷な天使のテーゼ
            hemian       | Bohemian Rhapsody
            bohem rhapsody | Bohemian Rhapsody
            ???          | !!!
            """)
    protected void search_otherWords_findsNothing(String typed, String name) {
        tracks.save(SampleTracks.track(name, "Somebody Else"));

        assertThat(found(typed)).isEmpty();
    }

    @Test
    protected void search_wordsOfSeveralFields_findsTrack() {
        Track track = tracks.save(SampleTracks.full());

        assertThat(found("bjork debut")).containsExactly(track);
        assertThat(found("electronique stop")).containsExactly(track);
    }

    @Test
    protected void search_creditedArtist_findsTrack() {
        Track track = tracks.save(SampleTracks.builder(TrackMetadata.builder("Song")
                        .artist("Band")
                        .credits(List.of(ArtistCredit.of("Nina Simone")))
                        .build())
                .build());

        assertThat(found("simone")).containsExactly(track);
    }

    @Test
    protected void search_deleted_findsNothing() {
        Track track = tracks.save(SampleTracks.track("Song", "Band"));
        tracks.delete(track.id());

        assertThat(found("song")).isEmpty();
    }

    @Test
    protected void search_ofAnEmptyLibrary_findsNothing() {
        assertThat(search.search("song")).isEqualTo(new SearchResult(List.of(), null, false));
    }

    // order

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

    // filter

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
    protected void search_everyKindOfCondition_findsOnlyWhatPasses() {
        NewTrack full = SampleTracks.full();
        Track right = tracks.save(full);
        Duration duration = Objects.requireNonNull(right.audio().duration());
        tracks.save(SampleTracks.track("Don't Stop", "Fleetwood Mac"));
        List<TrackFilter.Builder> filters = List.of(
                TrackFilter.builder().status(TrackStatus.COMPLETED).name(TrackFilter.Name.ALBUM, "Début"),
                TrackFilter.builder().isrc(right.metadata().isrcs().get(0)),
                TrackFilter.builder().durations(duration, duration.plusMillis(1)),
                TrackFilter.builder()
                        .numbers(
                                TrackFilter.Quantity.SIZE,
                                right.audioObject().size(),
                                right.audioObject().size()),
                TrackFilter.builder()
                        .created(right.createdAt(), right.createdAt().plusSeconds(0))
                        .years(1994, 1994),
                TrackFilter.builder()
                        .popularities(right.popularity(), right.popularity())
                        .genre("art pop"),
                TrackFilter.builder().artwork(TrackFilter.Artwork.PRESENT),
                TrackFilter.builder().essenceHash(Objects.requireNonNull(right.essenceHash())),
                TrackFilter.builder().format("flac"));

        for (TrackFilter.Builder filter : filters) {
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

    // other orders

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

    // what is told beside the hits

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

    @Test
    protected void search_total_countsAllPages() {
        for (int i = 0; i < 25; i++) {
            tracks.save(SampleTracks.track("Love " + i, "Band"));
        }

        assertThat(search.search(SearchQuery.builder("love").build()).total()).isNull();
        assertThat(search.search(SearchQuery.builder("love").limit(3).total().build())
                        .total())
                .isEqualTo(new SearchResult.Total(25, true));
        assertThat(search.search(SearchQuery.builder("format:mp3")
                                .limit(3)
                                .total()
                                .build())
                        .total())
                .isEqualTo(new SearchResult.Total(25, true));
        assertThat(search.search(SearchQuery.builder("absent").total().build()).total())
                .isEqualTo(new SearchResult.Total(0, true));
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

    // suggestions

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

        assertThat(suggestions.albums()).hasSize(Suggestions.MOST).doesNotHaveDuplicates();
        assertThat(suggestions.tracks()).hasSize(Suggestions.MOST);
        assertThat(search.suggest("the b").artists()).containsExactly("The Band");
        assertThat(search.suggest("band").artists()).containsExactly("The Band");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    protected void suggest_hostileText_isNoError(String text) {
        tracks.save(SampleTracks.track("Love", "Band"));

        assertThatCode(() -> search.suggest(text)).doesNotThrowAnyException();
    }

    // pages

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
            List<Track> visited = new ArrayList<>();
            SearchQuery.Builder query = SearchQuery.builder("love").limit(limit);
            SearchResult result = search.search(query.build());
            visited.addAll(tracksOf(result));
            while (result.next() != null) {
                result = search.search(query.after(result.next()).build());
                visited.addAll(tracksOf(result));
            }
            assertThat(visited).isEqualTo(whole);
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
                        .filter(TrackFilter.all())
                        .after(cursor)
                        .build()));
    }

    // any text

    /** Returns texts that break searches. */
    protected static List<String> hostileTexts() {
        return List.of(
                "",
                " ",
                "\t\n\u00a0\u3000",
                "\0",
                "lo\0ve",
                "\uD800",
                "love\uDC00\uD83C",
                "'",
                "''",
                "\\",
                "\\'",
                "love\\",
                "foo & & bar",
                "& | ! <-> ( ) :* : ::",
                "!love",
                "love:*",
                "love:A",
                "'love':*",
                "(((((",
                "a <-> b <2> c",
                "'; DROP TABLE audio_tracks; --",
                "$1 ? ?? {fn now()} ${schema} %s",
                "\u200b\u200d\ufeff",
                "\u0300\u0301",
                "e" + "\u0301".repeat(5_000),
                "\uFFFF\uFFFE\uDBFF\uDFFF",
                "\uFDFA".repeat(300),
                "x".repeat(100_000),
                "word ".repeat(20_000),
                "!".repeat(100_000),
                "天".repeat(100_000),
                " ".repeat(100_000) + "love",
                "a/".repeat(50_000),
                "\uD83C\uDFB5".repeat(50_000),
                "1e999999 -0 +1 0x10 1.2.3.4 a@b.c http://x/y?z=1 <b>x</b> /etc/passwd");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    protected void search_hostileText_isNoError(String text) {
        tracks.save(SampleTracks.track("Love", "Band"));

        assertThatCode(() -> search.search(text)).doesNotThrowAnyException();
        for (int length = 0; length < Math.min(text.length(), 40); length++) {
            search.search(text.substring(0, length));
        }
    }

    @Test
    protected void search_hostileNames_areFound() {
        for (String text : hostileTexts()) {
            String name = text.replace('\0', ' ').replaceAll("\\p{Cs}", " ");
            name = name.substring(0, Math.min(name.length(), 999));
            if (!name.isBlank() && !Character.isHighSurrogate(name.charAt(name.length() - 1))) {
                tracks.save(SampleTracks.track(name, name));
                search.search(name);
            }
        }

        assertThat(found("drop table audio")).hasSize(1);
        assertThat(found("etc passwd")).hasSize(1);
    }

    private List<Track> pages(SearchQuery.Builder query) {
        SearchResult result = search.search(query.after(null).build());
        List<Track> visited = new ArrayList<>(tracksOf(result));
        while (result.next() != null) {
            result = search.search(query.after(result.next()).build());
            visited.addAll(tracksOf(result));
        }
        query.after(null);
        return visited;
    }

    private static NewTrack timed(String title, int year, String format, Duration duration) {
        TrackMetadata metadata =
                TrackMetadata.builder(title).artist("Band").year(year).build();
        NewTrack track = SampleTracks.builder(metadata).build();
        return NewTrack.builder(
                        metadata,
                        AudioProperties.builder(format).duration(duration).build(),
                        track.audioObject())
                .build();
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

    private List<Track> found(String text) {
        return tracksOf(search.search(text));
    }

    private static List<Track> tracksOf(SearchResult result) {
        return result.hits().stream().map(SearchHit::track).toList();
    }

    private static NewTrack fields(String title, String artist, String album, String genre) {
        return SampleTracks.builder(TrackMetadata.builder(title)
                        .artist(artist)
                        .album(album)
                        .genres(genre)
                        .build())
                .build();
    }
}
