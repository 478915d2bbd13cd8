package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.loist.Page;
import io.loist.search.SearchResult;
import io.loist.testkit.SampleTracks;
import io.loist.track.ArtistCredit;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every search finds: names as people type them, and no error whatever they type. */
abstract class SearchMatchingContract extends SearchFixture {

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
            天国         | 残酷な天使のテーゼ
            hemian       | Bohemian Rhapsody
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
        tracks.deleteRow(track.id());

        assertThat(found("song")).isEmpty();
    }

    @Test
    protected void search_ofAnEmptyLibrary_findsNothing() {
        assertThat(search.search("song")).isEqualTo(new SearchResult(new Page<>(List.of(), null), false));
    }

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
}
