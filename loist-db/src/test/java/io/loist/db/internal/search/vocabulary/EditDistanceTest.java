package io.loist.db.internal.search.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "creep, creep, 0",
        "crep, creep, 1",
        "creeep, creep, 1",
        "crewp, creep, 1",
        "cerep, creep, 1",
        "raidohaed, radiohead, 2",
        "abc, cba, 2",
        "kitten, sitting, 3",
        "a, abcdefgh, 4"
    })
    void distance_words_countsEditsUpToTheMaximum(String a, String b, int distance) {
        assertThat(EditDistance.distance(a, b, 3)).isEqualTo(Math.min(distance, 4));
        assertThat(EditDistance.distance(b, a, 3)).isEqualTo(Math.min(distance, 4));
    }

    @ParameterizedTest
    @CsvSource({"it, 0", "the, 1", "seventy, 1", "radiohead, 2", "u2songs, 0", "1999, 0"})
    void allowed_word_dependsOnItsLength(String word, int edits) {
        assertThat(EditDistance.allowed(word)).isEqualTo(edits);
    }
}
