package io.loist.db.internal.search.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymmetricDeletesTest {

    @ParameterizedTest
    @CsvSource({
        "crep, creep",
        "creepp, creep",
        "crewp, creep",
        "cerep, creep",
        "raidohead, radiohead",
        "radiohaed, radiohead"
    })
    void keys_ofAMisspelling_meetThoseOfTheTerm(String misspelling, String term) {
        assertThat(share(SymmetricDeletes.ofMisspelling(misspelling), SymmetricDeletes.ofTerm(term, 5)))
                .isTrue();
    }

    @Test
    void keys_ofOtherWords_seldomMeet() {
        assertThat(share(SymmetricDeletes.ofMisspelling("creep"), SymmetricDeletes.ofTerm("radiohead", 5)))
                .isFalse();
    }

    @Test
    void keys_ofATermOfOneTrack_areFewer() {
        assertThat(SymmetricDeletes.ofTerm("radiohead", 1))
                .hasSizeLessThan(SymmetricDeletes.ofTerm("radiohead", 2).length);
    }

    @Test
    void keys_ofShortOrVeryLongTerms_areNone() {
        assertThat(SymmetricDeletes.ofTerm("it", 9)).isEmpty();
        assertThat(SymmetricDeletes.ofTerm("x".repeat(41), 9)).isEmpty();
    }

    private static boolean share(int[] one, int[] other) {
        return Arrays.stream(one).anyMatch(key -> IntStream.of(other).anyMatch(k -> k == key));
    }
}
