package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.search.SearchHit;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fourteen properties that Meilisearch states of its tolerance to typing errors, and the answer of loist to each; SEARCH.md lists them. */
@Integration
class TypoPropertiesTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final List<String> TITLES = List.of(
            "Silver Fox over the Meadow",
            "Silver Fox",
            "Silver",
            "Sylver Tongue",
            "Extravagant Evening",
            "Moonlight",
            "Moon Light",
            "Moonlighting",
            "Phantom",
            "Oz",
            "Salt and Pepper");

    private static LoistDatabase database =
            LoistDatabase.builder().jdbcUrl("jdbc:postgresql:none").build();

    @BeforeAll
    static void saveTitles() {
        database = POSTGRES.emptyDatabase();
        database.tracks()
                .saveAllOrNone(TITLES.stream()
                        .map(title -> SampleTracks.track(title, "Somebody"))
                        .toList());
        database.refreshSearch();
    }

    @Test
    void property01_wordsWithTypos_countAsFound() {
        assertThat(titles("silvre fox ovr the meadow ")).startsWith("Silver Fox over the Meadow");
    }

    @Test
    void property02_missingExtraReplacedAndSwappedLetters_areTolerated() {
        assertThat(Stream.of("phantm ", "phanttom ", "phantum ", "phatnom ").map(typed -> titles(typed)))
                .allSatisfy(found -> assertThat(found).startsWith("Phantom"));
    }

    @Test
    void property03_wordsOfTwoLetters_areNotCorrected() {
        assertThat(titles("ox ")).isEmpty();
    }

    @Test
    void property04_wordsFromThreeLettersOn_haveOneTypo() {
        assertThat(titles("silvr ")).contains("Silver");
        assertThat(titles("sxlvrz ")).doesNotContain("Silver");
    }

    @Test
    void property05_wordsFromEightLettersOn_haveTwoTypos() {
        assertThat(titles("extravgnt evening ")).startsWith("Extravagant Evening");
    }

    @Test
    void property06_typoOnTheFirstLetter_isToleratedAndCostsMore() {
        assertThat(titles("thantom ")).startsWith("Phantom");
        assertThat(score("thantom ", "Phantom")).isLessThan(score("phantoq ", "Phantom"));
    }

    @Test
    void property07_phrases_areNotTolerant() {
        assertThat(titles("\"silver fix\"")).isEmpty();
    }

    @Test
    void property08_wordInTwoPieces_mayHaveATypo() {
        assertThat(titles("extra lagant evening ")).startsWith("Extravagant Evening");
    }

    @Test
    void property09_wordInThreePieces_isFoundByTheOtherWords() {
        assertThat(titles("ex tra vagant evening ")).startsWith("Extravagant Evening");
    }

    @Test
    void property10_tracksWithAllWords_areBeforeTracksWithFewer() {
        assertThat(titles("silver fox over the medow ")).startsWith("Silver Fox over the Meadow");
        assertThat(titles("silver fox nowhere ")).startsWith("Silver Fox");
    }

    @Test
    void property11_fewerTypos_areFirst() {
        assertThat(titles("silver ")).startsWith("Silver");
        assertThat(titles("sylver ")).startsWith("Sylver Tongue");
    }

    @Test
    void property12_finishedWord_isBeforeTheBeginningOfOne() {
        assertThat(titles("moonlight")).startsWith("Moonlight").contains("Moonlighting");
    }

    @Test
    void property13_splitWord_isFoundAfterTheWord() {
        assertThat(titles("moonlight ")).containsExactly("Moonlight", "Moon Light");
    }

    @Test
    void property14_otherSpellingOfASign_costsNothing() {
        assertThat(score("salt & pepper ", "Salt and Pepper")).isEqualTo(score("salt and pepper ", "Salt and Pepper"));
    }

    private static double score(String typed, String title) {
        return hits(typed).stream()
                .filter(hit -> hit.track().metadata().title().equals(title))
                .mapToDouble(SearchHit::score)
                .max()
                .orElse(0);
    }

    private static List<String> titles(String typed) {
        return hits(typed).stream().map(hit -> hit.track().metadata().title()).toList();
    }

    private static List<SearchHit> hits(String typed) {
        return database.search().search(typed).hits();
    }
}
