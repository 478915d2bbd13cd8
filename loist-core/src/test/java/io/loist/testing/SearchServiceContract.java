package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.track.ArtistCredit;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
