package io.loist.db.internal.search.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordDivisionTest {

    private static final Map<String, Integer> FREQUENCIES =
            Map.of("по", 500, "имени", 20, "звезда", 30, "за", 400, "звез", 1, "да", 300, "солнце", 60, "и", 900);

    @Test
    void likeliest_wordsWithoutSpaces_areFewKnownOnes() {
        assertThat(words("звездапоименисолнце")).containsExactly("звезда", "по", "имени", "солнце");
    }

    @Test
    void likeliest_unknownRemainder_isEmpty() {
        assertThat(words("звездапобгимени")).isEmpty();
    }

    @Test
    void likeliest_onlyVeryShortWords_isEmpty() {
        assertThat(words("запоидапоида")).isEmpty();
    }

    @Test
    void parts_word_hasAllButItself() {
        assertThat(WordDivision.parts("абв")).containsExactlyInAnyOrder("а", "аб", "б", "бв", "в");
    }

    private static List<String> words(String joined) {
        return new WordDivision(joined, FREQUENCIES).likeliest(1_000);
    }
}
