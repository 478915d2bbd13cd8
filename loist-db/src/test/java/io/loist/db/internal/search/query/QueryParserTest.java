package io.loist.db.internal.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a text is parsed, without a database. */
class QueryParserTest {

    @Test
    void parse_words_foldsThem() {
        assertThat(words("Björk JÓGA")).containsExactly("bjork", "joga");
    }

    @Test
    void parse_punctuationInside_givesTermsAndTheirJoin() {
        ParsedQuery query = QueryParser.parse("ac/dc live");

        assertThat(query.terms()).extracting(ParsedTerm::word).containsExactly("ac", "dc", "live");
        assertThat(query.joins()).containsExactly(new TermSpan(0, 1, "acdc"));
        assertThat(query.wholeName()).isEqualTo("acdclive");
    }

    @ParameterizedTest
    @CsvSource({
        "song (feat. ann) artist, 'feat ann'",
        "歌（伴奏） artist, 伴奏",
        "song [live, live",
        "song (a) and (b.c), 'a b c'",
        "(sittin on) the dock, ''",
        "song) artist, ''"
    })
    void parse_bracketsAfterWords_marksTheWordsInThem(String text, String bracketed) {
        assertThat(QueryParser.parse(text).terms())
                .filteredOn(ParsedTerm::bracketed)
                .extracting(ParsedTerm::word)
                .containsExactly(bracketed.isEmpty() ? new String[0] : bracketed.split(" ", -1));
    }

    @Test
    void parse_quotation_isAnExactPhrase() {
        ParsedQuery query = QueryParser.parse("\"Blue Monday\" live");

        assertThat(query.terms()).extracting(ParsedTerm::exact).containsExactly(true, true, false);
        assertThat(query.phrases()).containsExactly("blue monday");
    }

    @ParameterizedTest
    @CsvSource({"artist:radiohead, ARTIST", "TITLE:creep, TITLE", "album:\"ok\", ALBUM", "genre:rock, GENRE"})
    void parse_prefix_requiresTheField(String text, Field field) {
        ParsedTerm term = QueryParser.parse(text).last();

        assertThat(term.field()).isEqualTo(field);
        assertThat(term.required()).isTrue();
        assertThat(term.accepts(field)).isTrue();
        assertThat(term.accepts(Field.OTHER_NAMES)).isFalse();
    }

    @Test
    void parse_or_givesAlternativesInOrder() {
        ParsedTerm term = QueryParser.parse("blue OR red OR green").last();

        assertThat(term.word()).isEqualTo("blue");
        assertThat(term.alternatives()).containsExactly("red", "green");
    }

    @Test
    void parse_minus_excludes() {
        ParsedQuery query = QueryParser.parse("blue -monday -\"New Order\"");

        assertThat(query.terms()).extracting(ParsedTerm::word).containsExactly("blue");
        assertThat(query.exclusions()).containsExactly("monday", "new order");
    }

    @Test
    void parse_exclusionsAlone_areWords() {
        assertThat(words("-creep")).containsExactly("creep");
        assertThat(QueryParser.parse("-creep").exclusions()).isEmpty();
    }

    @Test
    void parse_wordsBetweenDashes_areNoExclusions() {
        assertThat(QueryParser.parse("Song -CytusII.ver-").exclusions()).isEmpty();
        assertThat(words("Song -Second Edition- live")).containsExactly("song", "second", "edition", "live");
        assertThat(QueryParser.parse("song -second -edition-").exclusions()).containsExactly("second");
        assertThat(QueryParser.parse("song -live a-ha").exclusions()).containsExactly("live");
    }

    @Test
    void parse_conditions_areNoTerms() {
        QueryConditions conditions = QueryParser.parse("year:1970..1979 format:FLAC format:mp3 duration:3:00..4:30")
                .conditions();

        assertThat(conditions)
                .isEqualTo(new QueryConditions(
                        1970, 1979, new BigDecimal("180"), new BigDecimal("270.5"), Set.of("flac", "mp3")));
        assertThat(words("year:1970")).isEmpty();
    }

    @Test
    void parse_singleDuration_includesWhatRoundsToIt() {
        QueryConditions conditions = QueryParser.parse("duration:1:03:45").conditions();

        assertThat(conditions.minSeconds()).isEqualByComparingTo("3824.5");
        assertThat(conditions.maxSeconds()).isEqualByComparingTo("3825.5");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "blu,true",
                "blue ,false",
                "\"blue\",false",
                "blue!,false",
                "天使,false",
                "artist:blu,true",
                "year:1970,false"
            })
    void parse_end_tellsWhetherTheLastWordIsUnfinished(String text, boolean unfinished) {
        assertThat(QueryParser.parse(text).unfinished()).isEqualTo(unfinished);
    }

    @Test
    void parse_manyWords_keepsTheFirst() {
        assertThat(QueryParser.parse("a ".repeat(100)).terms()).hasSize(ParsedQuery.MAX_TERMS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "-",
                "OR",
                "a OR",
                "OR a",
                "year:",
                "artist:",
                "\"a\"b\"",
                "-\"a",
                "!!!",
                ":",
                "a:b:c"
            })
    void parse_anyText_isValid(String text) {
        assertThat(QueryParser.parse(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\"",
                "a\"",
                "\"a ",
                "artist:\"",
                "-\"a",
                "year:1",
                "duration:1:",
                "..",
                "a.",
                "OR ",
                "!",
                "\u0085",
                "ﷺ"
            })
    void parse_longText_endsAtOnce(String piece) {
        String text = piece.repeat(60_000 / piece.length());
        long start = System.nanoTime();

        assertThat(QueryParser.parse(QueryText.clean(text))).isNotNull();
        assertThat(QueryParser.parse(QueryText.clean("\"" + text + "x"))).isNotNull();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void parseWords_operators_areWords() {
        assertThat(QueryParser.parseWords("artist:x -y").terms())
                .extracting(ParsedTerm::word)
                .containsExactly("artist", "x", "y");
    }

    private static List<String> words(String text) {
        return QueryParser.parse(text).terms().stream().map(ParsedTerm::word).toList();
    }
}
