package io.loist.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleSearchesTest {

    @Test
    void from_japaneseName_keepsItsVoicedKana() {
        assertThat(texts("ガラスの夜")).noneMatch(text -> text.startsWith("カ"));
    }

    @Test
    void from_latinName_showsItWithoutAccents() {
        assertThat(texts("Jökulljós")).contains("Jokulljos");
    }

    private static List<String> texts(String title) {
        Track track = Track.builder(SampleTracks.track(title, title), Instant.EPOCH).build();
        return ExampleSearches.from(List.of(track)).stream()
                .map(ExampleSearches.Example::text)
                .toList();
    }
}
