package io.loist.db.internal.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.Library;
import io.loist.db.internal.search.vocabulary.QueryInterpreter;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which tracks a query asks for if none has all words, without a database. */
class RelaxedMatchQueriesTest {

    private final Library library = Library.of(
            "Creep | Radiohead",
            "Crepe | Baker",
            "Blue Monday | New Order",
            "Please Play | Somebody",
            "Songs | Anybody");

    @Test
    void forArtists_artistOfFewTracks_asksForAllOfThem() {
        assertThat(plain(RelaxedMatchQueries.forArtists(library.interpret("play new order please "))))
                .contains("'Aneworder'");
    }

    @Test
    void forArtists_artistOfManyTracks_asksForTheOtherWordsBeside() {
        library.frequent("Aneworder", 5_000);

        assertThat(plain(RelaxedMatchQueries.forArtists(library.interpret("new order blue please "))))
                .anyMatch(query -> query.startsWith("'Aneworder'&('") && query.contains("'blue'"))
                .anyMatch(query -> query.startsWith("'Aneworder'&('Tblue"));
    }

    @Test
    void forArtists_none_isEmpty() {
        assertThat(RelaxedMatchQueries.forArtists(library.interpret("blue monday ")))
                .isEmpty();
    }

    @Test
    void of_severalWords_asksForFewerOfThem() {
        assertThat(plain(RelaxedMatchQueries.of(library.interpret("blue creep monday "))))
                .contains("('blue')&('monday')", "('blue')", "('monday')");
    }

    @Test
    void of_knownWord_asksForTheOtherWord() throws SQLException {
        QueryInterpreter interpreter = new QueryInterpreter(library);
        InterpretedQuery query = interpreter.correctFurther(interpreter.interpret(QueryParser.parse("creep baker ")));

        assertThat(plain(RelaxedMatchQueries.of(query))).contains("('baker')&('crepe')");
    }

    @Test
    void of_manyWords_isBounded() {
        assertThat(RelaxedMatchQueries.of(
                        library.interpret("blue monday creep crepe please play songs radiohead new order ")))
                .hasSizeLessThanOrEqualTo(42);
    }

    private static List<String> plain(List<CandidateQuery> queries) {
        return queries.stream()
                .map(query -> query.tsquery().replace(String.valueOf(CandidateQuery.TIER_MARK), ""))
                .toList();
    }
}
