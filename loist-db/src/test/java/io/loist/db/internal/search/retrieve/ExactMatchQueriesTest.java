package io.loist.db.internal.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.vocabulary.Library;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which tracks a query asks for first, without a database. */
class ExactMatchQueriesTest {

    private final Library library =
            Library.of("Creep | Radiohead", "Blue Monday | New Order", "Shoop | Salt-N-Pepa", "Monday Morning | Oasis");

    @Test
    void of_words_asksForWholeNamesFirst() {
        assertThat(queries("new order ")).startsWith("'Aneworder'", "'Tneworder'");
    }

    @Test
    void of_words_asksForAllOfThem() {
        assertThat(queries("blue monday ")).contains("('blue')&('monday')");
    }

    @Test
    void of_misspelling_asksForItsCorrection() {
        assertThat(queries("blue mondya "))
                .contains("('blue')&('mondya'|'monday')")
                .doesNotContain("('blue')&('mondya')");
    }

    @Test
    void of_splitWord_asksForBothParts() {
        assertThat(queries("bluemonday ")).contains("('bluemonday'|('blue'&'monday'))");
    }

    @Test
    void of_joinedWords_asksForTheJoin() {
        assertThat(queries("radio head creep ")).contains("'radiohead'&('creep')");
    }

    @Test
    void of_ampersand_asksWithoutIt() {
        assertThat(queries("salt & pepa ")).contains("('salt')&('pepa')");
    }

    @Test
    void of_longUnfinishedWord_asksForAllWordsThatBeginWithIt() {
        assertThat(queries("blue mond")).contains("('blue')&('mond'|'monday')");
    }

    @Test
    void of_unfinishedWordWithTooManyCompletions_asksForThePrefix() {
        Library large = Library.of(IntStream.range(0, 40)
                .mapToObj(i -> "Blue Monday" + (char) ('a' + i % 20) + (char) ('a' + i / 20) + " | New Order")
                .toArray(String[]::new));

        assertThat(ExactMatchQueries.of(large.interpret("blue mond"), CandidateLimits.BEST))
                .extracting(ExactMatchQueriesTest::plain)
                .contains("('blue')&'mond':*");
    }

    @Test
    void of_shortUnfinishedWord_asksForItsCompletions() {
        assertThat(queries("blue mo"))
                .contains("('blue')&('monday'|'morning')")
                .noneMatch(query -> query.contains("mo':*"));
    }

    @Test
    void of_unspacedScript_asksForPairs() {
        assertThat(queries("天使達")).contains("('天使'&'使达')");
    }

    @Test
    void of_unknownWords_asksForWholeNamesAlone() {
        assertThat(ExactMatchQueries.of(Library.of().interpret("blue mo"), CandidateLimits.BEST))
                .extracting(ExactMatchQueriesTest::plain)
                .containsExactly("'Tbluemo'", "'Kpruimu':*|'Qblm'|'Hprm'");
    }

    @Test
    void of_rarestTermsOfALargeLibrary_areASupersetOfTheOthers() {
        Library large =
                Library.of("Blue Monday | New Order").frequent("blue", 900).frequent("monday", 3);
        List<CandidateQuery> queries = ExactMatchQueries.of(large.interpret("blue monday "), CandidateLimits.BEST);

        assertThat(queries)
                .filteredOn(query -> plain(query).equals("('blue')&('monday')"))
                .singleElement()
                .satisfies(query -> assertThat(query.supersets())
                        .allSatisfy(number ->
                                assertThat(plain(queries.get(number - 1))).isEqualTo("('monday')")));
    }

    @Test
    void of_allCandidates_asksEachQueryForMore() {
        assertThat(ExactMatchQueries.of(library.interpret("blue monday "), CandidateLimits.ALL))
                .allMatch(query -> query.limit() >= 5_000)
                .allMatch(query -> query.supersets().isEmpty() || query.limit() >= 5_000);
    }

    private List<String> queries(String text) {
        return ExactMatchQueries.of(library.interpret(text), CandidateLimits.BEST).stream()
                .map(ExactMatchQueriesTest::plain)
                .toList();
    }

    private static String plain(CandidateQuery query) {
        return query.tsquery().replace(String.valueOf(CandidateQuery.TIER_MARK), "");
    }
}
