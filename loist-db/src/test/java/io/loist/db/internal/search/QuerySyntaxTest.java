package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operators in the text of a search find, in a library whose vocabulary has been counted. */
@Integration
class QuerySyntaxTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static LoistDatabase database =
            LoistDatabase.builder().jdbcUrl("jdbc:postgresql:none").build();

    @BeforeAll
    static void saveTracks() {
        database = POSTGRES.emptyDatabase();
        database.tracks()
                .saveAllOrNone(List.of(
                        track("Blue Monday", "New Order", "Substance", "Synthpop", 1983, "flac", 450),
                        track("Blue Moon", "Billie Holiday", "Solitude", "Jazz", 1952, "mp3", 210),
                        track("Monday Monday", "The Mamas & the Papas", "California", "Folk", 1966, "mp3", 205),
                        track("Moon River", "Blue Orchids", "Monday", "Jazz", 1979, "flac", 180),
                        track("Radiohead Song", "Nobody", "Kid A", "Rock", 2000, "mp3", 240),
                        track("Creep", "Radiohead", "Pablo Honey", "Rock", 1993, "mp3", 236)));
        database.refreshSearch();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "blue monday"               | Blue Monday
            "monday blue"               |
            "blue mondai"               |
            "radiohead" song            | Radiohead Song, Creep
            blue -monday                | Blue Moon
            blue -monday -holiday       |
            monday -"new order" -river  | Monday Monday
            creep OR river              | Creep, Moon River
            artist:radiohead            | Creep
            artist:radiohaed            | Creep
            artist:"new order"          | Blue Monday
            title:radiohead             | Radiohead Song
            album:monday                | Moon River
            genre:jazz                  | Blue Moon, Moon River
            genre:jazz artist:blue      | Moon River
            blue year:1983              | Blue Monday
            blue year:1950..1959        | Blue Moon
            blue year:1979..            | Blue Monday, Moon River
            blue year:..1960            | Blue Moon
            blue format:FLAC            | Blue Monday, Moon River
            blue duration:200..300      | Blue Moon
            blue duration:400..         | Blue Monday
            """)
    void search_signs_meanWhatTheySay(String text, String titles) {
        List<String> expected = titles == null ? List.of() : List.of(titles.split(", ", -1));

        assertThat(database.search().search(text).hits())
                .extracting(hit -> hit.track().metadata().title())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            crep                         | Creep
            radiohaed creep              | Creep
            radio head creep             | Creep
            blu mondya                   | Blue Monday
            play creep by radiohead      | Creep
            somthing like billie holiday | Blue Moon
            monday mamas and the papas   | Monday Monday
            mamas & papas                | Monday Monday
            """)
    void search_misspeltOrTooMuch_findsWhatWasMeant(String text, String title) {
        assertThat(database.search().search(text).hits())
                .first()
                .extracting(hit -> hit.track().metadata().title())
                .isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\"",
                "-",
                "--",
                "-\"",
                "- -",
                "OR",
                "OR OR",
                "a OR",
                "OR a",
                "year:",
                "year:x",
                "year:..",
                "year:99999..0",
                "artist:",
                "artist:\"\"",
                "artist:\"",
                "artist:!!!",
                "format:",
                "format:!",
                "duration:1..x",
                "-creep",
                "-\"creep\"",
                "-year:1983",
                "artist:-x",
                "\"a\"b\"",
                "a\"b c\"d",
                "artist:artist:artist:",
                "\"!!!\"",
                "-!!!",
                "title:天使",
                "\"天使\" -天",
                "x OR 天使",
                "天使 OR x",
                "'::tsquery",
                "a & !b",
                "!a | (b",
                "\"a & b\"",
                "-a:*",
                "artist:'a':*"
            })
    void search_signsWithoutSense_areText(String text) {
        assertThat(database.search().search(text)).isNotNull();
    }

    @Test
    void search_knownWordCorrected_staysWithinTheFilter() {
        assertThat(database.search().search("blu mondya format:mp3").hits())
                .extracting(hit -> hit.track().metadata().title())
                .doesNotContain("Blue Monday");
    }

    private static NewTrack track(
            String title, String artist, String album, String genre, int year, String format, int seconds) {
        return SampleTracks.builder(
                        TrackMetadata.builder(title)
                                .artist(artist)
                                .album(album)
                                .genres(genre)
                                .year(year)
                                .build(),
                        AudioProperties.builder(format)
                                .duration(Duration.ofSeconds(seconds))
                                .build())
                .build();
    }
}
