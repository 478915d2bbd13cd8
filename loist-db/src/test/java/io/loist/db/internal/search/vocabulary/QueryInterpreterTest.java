package io.loist.db.internal.search.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.query.TermSpan;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the words of a query may stand for, without a database. */
class QueryInterpreterTest {

    private final Library library = Library.of(
            "Creep | Radiohead",
            "Karma Police | Radiohead",
            "Crepe | Baker",
            "Blue Monday | New Order",
            "Smith | Adele");

    @Test
    void interpret_knownWord_isNotCorrected() {
        InterpretedTerm term = library.interpret("creep ").last();

        assertThat(term.known()).isTrue();
        assertThat(term.variants()).containsExactly(TermVariant.of("creep", 1));
        assertThat(term.frequencies().word()).isEqualTo(1);
    }

    @Test
    void interpret_unknownWord_isCorrectedLikeliestFirst() {
        InterpretedTerm term = library.interpret("raidohead ").last();

        assertThat(term.known()).isFalse();
        assertThat(term.variants())
                .extracting(TermVariant::terms)
                .containsExactly(List.of("raidohead"), List.of("radiohead"));
        assertThat(term.variants().get(1).quality()).isBetween(0.7, 0.9);
        assertThat(term.isCorrectedTo("radiohead")).isTrue();
        assertThat(term.correction("radiohead")).isEqualTo("radiohead");
    }

    @Test
    void interpret_quotedWord_isNeverCorrected() {
        assertThat(library.interpret("\"raidohead\"").last().variants()).hasSize(1);
    }

    @Test
    void interpret_twoWordsWrittenAsOne_areSplit() {
        assertThat(library.interpret("bluemonday ").last().variants())
                .extracting(TermVariant::terms)
                .contains(List.of("blue", "monday"));
    }

    @Test
    void interpret_oneWordWrittenAsTwo_isJoined() {
        assertThat(library.interpret("radio head ").joins()).containsExactly(new TermSpan(0, 1, "radiohead"));
    }

    @Test
    void interpret_possessive_isReadWithoutItsLastLetter() {
        InterpretedQuery query = library.interpret("adeles songs ");

        assertThat(query.terms().get(0).variants())
                .extracting(TermVariant::terms)
                .contains(List.of("adele"));
        assertThat(query.artists()).containsExactly(new TermSpan(0, 0, "Aadele"));
    }

    @Test
    void interpret_artistAmongTheWords_isFound() {
        assertThat(library.interpret("play new order please ").artists())
                .containsExactly(new TermSpan(1, 2, "Aneworder"));
    }

    @Test
    void interpret_unfinishedWord_isCompleted() {
        InterpretedTerm term = library.interpret("cre").last();

        assertThat(term.completions()).containsExactlyInAnyOrder("creep", "crepe");
        assertThat(term.frequencies().anyCompletion()).isEqualTo(2);
        assertThat(term.onlyCompletes()).isTrue();
    }

    @Test
    void interpret_rareWord_weighsMore() {
        InterpretedQuery query = library.interpret("radiohead creep ");

        assertThat(query.weight(query.terms().get(1)))
                .isGreaterThan(query.weight(query.terms().get(0)));
    }

    @Test
    void correctFurther_knownWord_hasCorrections() throws SQLException {
        QueryInterpreter interpreter = new QueryInterpreter(library);
        InterpretedQuery query = interpreter.interpret(QueryParser.parse("creep "));

        InterpretedQuery corrected = interpreter.correctFurther(query);

        assertThat(query.last().realWordCorrections()).isEmpty();
        assertThat(corrected.last().realWordCorrections())
                .extracting(TermVariant::terms)
                .containsExactly(List.of("crepe"));
        assertThat(corrected.last().variants()).isEqualTo(query.last().variants());
    }
}
