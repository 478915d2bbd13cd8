package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.track.Lyrics.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The words of a track, with and without times. */
class LyricsTest {

    @Test
    void parse_lrc_hasLinesWithTheirTimes() {
        Lyrics lyrics = Lyrics.parse("""
                [ar:Alice]
                [ti: Song]
                [00:12.00]First line
                [00:17.2] Second <00:17.50>line
                [01:02:345]
                [100:00]Last
                """);

        assertThat(lyrics.lines())
                .extracting(line -> line.at().toMillis(), Line::text)
                .containsExactly(
                        tuple(12_000L, "First line"),
                        tuple(17_200L, "Second line"),
                        tuple(62_345L, ""),
                        tuple(6_000_000L, "Last"));
        assertThat(lyrics.text()).isEqualTo("First line\nSecond line\n\nLast");
    }

    @Test
    void parse_lineWithSeveralTimes_isSungSeveralTimes() {
        assertThat(Lyrics.parse("[00:10.00][00:30.00]Chorus\r\n[00:20.00]Verse [00:21.00]")
                        .lines())
                .containsExactly(
                        new Line(Duration.ofSeconds(10), "Chorus"),
                        new Line(Duration.ofSeconds(20), "Verse [00:21.00]"),
                        new Line(Duration.ofSeconds(30), "Chorus"));
    }

    @Test
    void parse_offset_makesAllLinesEarlier() {
        assertThat(Lyrics.parse("[offset:+500]\n[00:10.00]One\n[00:00.10]Zero").lines())
                .extracting(line -> line.at().toMillis())
                .containsExactly(0L, 9_500L);
        assertThat(Lyrics.parse("[offset:-500]\n[00:10.00]One").lines().get(0).at())
                .isEqualTo(Duration.ofMillis(10_500));
        assertThat(Lyrics.parse("[offset:soon]\n[00:10.00]One").lines().get(0).at())
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void parse_plainText_isKept() {
        String text = "[Chorus]\nLa la la\n\n  [verse: one]\nat 12:30 [99:99] o'clock";

        assertThat(Lyrics.parse(text)).isEqualTo(new Lyrics(text, List.of()));
    }

    @Test
    void lyrics_ofTags_preferThoseWithTimes() {
        assertThat(read(Map.of("lyrics", List.of("Plain", "[00:01.00]Timed"))).text())
                .isEqualTo("Timed");
        assertThat(read(Map.of("lyrics", List.of("Plain", "Other"))).text()).isEqualTo("Plain");
        assertThat(read(Map.of("lyrics", List.of("Plain"), "syncedlyrics", List.of("[00:01.00]Timed")))
                        .lines())
                .hasSize(1);
        assertThat(TrackMetadata.builder("Song")
                        .tags(Map.of("lyrics", List.of(" ")))
                        .build()
                        .lyrics())
                .isNull();
    }

    private static Lyrics read(Map<String, List<String>> tags) {
        return Objects.requireNonNull(
                TrackMetadata.builder("Song").tags(tags).build().lyrics());
    }
}
