package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackMetadataTest {

    @Test
    void build_onlyATitle_leavesTheRestUnknown() {
        TrackMetadata metadata = TrackMetadata.builder("Song 2").build();

        assertThat(metadata.title()).isEqualTo("Song 2");
        assertThat(metadata.artist()).isNull();
        assertThat(metadata.genres()).isEmpty();
        assertThat(metadata.position()).isEqualTo(AlbumPosition.UNKNOWN);
        assertThat(metadata.tags()).isEmpty();
    }

    @Test
    void build_releaseDateWithoutYear_takesTheYearFromIt() {
        ReleaseDate date = new ReleaseDate(1977, 10, 14);

        assertThat(TrackMetadata.builder("x").releaseDate(date).build().year()).isEqualTo(1977);
        assertThat(TrackMetadata.builder("x")
                        .releaseDate(date)
                        .year(1976)
                        .build()
                        .year())
                .isEqualTo(1976);
    }

    @Test
    void toBuilder_unchanged_buildsAnEqual() {
        TrackMetadata metadata = TrackMetadata.builder("Heroes")
                .artist("David")
                .credits(List.of(ArtistCredit.of("David")))
                .album("Heroes")
                .albumArtist("David")
                .genres("Rock", "Art Rock")
                .year(1977)
                .position(new AlbumPosition(3, 10, 1, 1))
                .composer("David")
                .label("RCA")
                .isrcs(List.of("USJT11700012"))
                .tags(Map.of("MOOD", List.of("bright", "cold")))
                .build();

        assertThat(metadata.toBuilder().build()).isEqualTo(metadata);
    }

    @Test
    void build_collectionsChangedAfterwards_staysTheSame() {
        List<String> moods = new ArrayList<>(List.of("bright"));
        Map<String, List<String>> tags = new HashMap<>(Map.of("MOOD", moods));
        TrackMetadata metadata = TrackMetadata.builder("x").tags(tags).build();

        moods.add("cold");
        tags.clear();

        assertThat(metadata.tags()).containsOnly(Map.entry("MOOD", List.of("bright")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b", "a\uD800b", "\uDC00"})
    void builder_titleThatCannotBeStored_throws(String title) {
        assertThatThrownBy(() -> TrackMetadata.builder(title))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("title");
    }

    @Test
    void builder_titleOf1000Characters_isTheLongest() {
        assertThat(TrackMetadata.builder("a".repeat(1_000)).build().title()).hasSize(1_000);
        assertThatThrownBy(() -> TrackMetadata.builder("a".repeat(1_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1001");
    }

    @Test
    void build_isrcOf500Characters_isTheLongest() {
        assertThat(TrackMetadata.builder("x")
                        .isrcs(List.of("a".repeat(500)))
                        .build()
                        .isrcs())
                .hasSize(1);
        TrackMetadata.Builder tooLong = TrackMetadata.builder("x").isrcs(List.of("a".repeat(501)));
        assertThatThrownBy(tooLong::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("isrc")
                .hasMessageContaining("501");
    }

    @Test
    void builder_surrogatePairs_areFine() {
        assertThat(TrackMetadata.builder("🎵").build().title()).isEqualTo("🎵");
    }

    @ParameterizedTest
    @ValueSource(ints = {1799, 2101, 0, -1})
    void build_yearOutOfRange_throws(int year) {
        TrackMetadata.Builder builder = TrackMetadata.builder("x").year(year);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1800")
                .hasMessageContaining(Integer.toString(year));
    }

    @Test
    void build_blankNames_throw() {
        assertThatThrownBy(() -> TrackMetadata.builder("x").artist(" ").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("artist");
        assertThatThrownBy(() -> TrackMetadata.builder("x").genres(" ").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("genre");
        assertThatThrownBy(() -> ArtistCredit.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void albumPosition_zero_throws() {
        assertThatThrownBy(() -> new AlbumPosition(0, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("track");
    }

    @Test
    void tags_ofPlayers_areReadAsValues() {
        TrackMetadata music = TrackMetadata.builder("Song")
                .tags(Map.of(
                        "bpm", List.of("127,96", "1"),
                        "key", List.of(" ", " F#m "),
                        "mood", List.of("calm", "blue"),
                        "work", List.of("Symphony No. 5"),
                        "movement", List.of("Andante"),
                        "movementnumber", List.of("02"),
                        "movementtotal", List.of("4"),
                        "originaldate", List.of("sometime", "1808-12-22"),
                        "compilation", List.of("TRUE"),
                        "itunesadvisory", List.of("Explicit")))
                .build();

        assertThat(music.character()).isEqualTo(new MusicalCharacter(127.96, "F#m", List.of("calm", "blue")));
        assertThat(music.movement()).isEqualTo(new Movement("Symphony No. 5", "Andante", 2, 4));
        assertThat(music.originalDate()).isEqualTo(new ReleaseDate(1808, 12, 22));
        assertThat(music.isCompilation()).isTrue();
        assertThat(music.isExplicit()).isTrue();
    }

    @Test
    void tags_thatSayNothing_areUnknown() {
        TrackMetadata music = TrackMetadata.builder("Song")
                .tags(Map.of(
                        "bpm", List.of("0"),
                        "movementnumber", List.of("0/0"),
                        "originaldate", List.of("0000"),
                        "compilation", List.of("0"),
                        "itunesadvisory", List.of("2")))
                .build();

        assertThat(music.character()).isEqualTo(new MusicalCharacter(null, null, List.of()));
        assertThat(music.movement()).isNull();
        assertThat(music.originalDate()).isNull();
        assertThat(music.isCompilation()).isFalse();
        assertThat(music.isExplicit()).isFalse();
    }

    @Test
    void character_tempoOutOfRange_throws() {
        for (double bpm : new double[] {0, -1, 1_000.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new MusicalCharacter(bpm, null, List.of()));
        }
    }
}
