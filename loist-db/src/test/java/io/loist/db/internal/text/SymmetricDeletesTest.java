package io.loist.db.internal.text;

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
        assertThat(share(ofMisspelling(misspelling), SymmetricDeletes.ofTerm("default", term, 5)))
                .isTrue();
    }

    @Test
    void keys_ofOtherWords_seldomMeet() {
        assertThat(share(ofMisspelling("creep"), SymmetricDeletes.ofTerm("default", "radiohead", 5)))
                .isFalse();
    }

    @Test
    void keys_ofATermOfOneTrack_areFewer() {
        assertThat(SymmetricDeletes.ofTerm("default", "radiohead", 1))
                .hasSizeLessThan(SymmetricDeletes.ofTerm("default", "radiohead", 2).length);
    }

    @Test
    void keys_ofShortOrVeryLongTerms_areNone() {
        assertThat(SymmetricDeletes.ofTerm("default", "it", 9)).isEmpty();
        assertThat(SymmetricDeletes.ofTerm("default", "x".repeat(41), 9)).isEmpty();
    }

    @Test
    void keys_ofAnotherNamespace_areOthers() {
        assertThat(share(ofMisspelling("crep"), SymmetricDeletes.ofTerm("other", "creep", 5)))
                .isFalse();
    }

    private static int[] ofMisspelling(String word) {
        return SymmetricDeletes.ofMisspelling("default", word, word.length() < 8 ? 1 : 2);
    }

    private static boolean share(int[] one, int[] other) {
        return Arrays.stream(one).anyMatch(key -> IntStream.of(other).anyMatch(k -> k == key));
    }
}
