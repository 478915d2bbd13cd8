package io.loist.db.internal.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.search.vocabulary.Library;
import io.loist.search.SearchWeights;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ranges of a name match, without a database. */
class HighlighterTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            joga;            Jóga;                  [Jóga]
            thunder acdc;    AC/DC Thunder;         [AC/DC] [Thunder]
            thunder;         Thunderstruck;         [Thunderstruck]
            mondya ;         Blue Monday;           [Monday]
            blue -x ;        Blue Monday;           [Blue]
            天使 ;           残酷な天使のテーゼ;    [天使]
            ★ ;              ★;                     [★]
            artist:blue ;    Blue Monday;           ``
            nothing ;        Blue Monday;           ``
            """)
    void highlights_title_areTheMatchingRanges(String text, String title, String expected) {
        Library library = Library.of(title + " | Band", "Monday | Blue");
        Ranker ranker = new Ranker(library.interpret(text), SearchWeights.DEFAULT);
        Candidate track = library.tracks().get(0);
        List<ScoredCandidate> scored = ranker.rank(List.of(track));
        String found = scored.stream()
                .flatMap(one -> new Highlighter(ranker.index(), Objects.requireNonNull(one.details()))
                        .highlights(Field.TITLE, title).stream())
                .map(range -> "[" + title.substring(range.from(), range.to()) + "]")
                .collect(Collectors.joining(" "));

        assertThat(found).isEqualTo(expected);
    }
}
