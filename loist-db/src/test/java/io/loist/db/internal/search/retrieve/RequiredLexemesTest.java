package io.loist.db.internal.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.query.QueryParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredLexemesTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', textBlock = """
            default; blue;                    'x'
            tenant;  blue;                    ('x')&'Ntenant'
            default; "blue moon";             ('x')&'blue'&'moon'
            default; blue -monday;            ('x')&!'monday'
            default; blue -"new order";       'x'
            default; 天 -天使;                 'x'
            """)
    void restrict_query_addsWhatEveryHitNeeds(String namespace, String text, String expected) {
        String restricted = new RequiredLexemes(namespace, QueryParser.parse(text)).restrict("'x'");

        assertThat(restricted.replace("\u0001", "")).isEqualTo(expected);
    }
}
