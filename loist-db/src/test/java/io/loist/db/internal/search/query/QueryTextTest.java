package io.loist.db.internal.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.text.Fold;
import org.junit.jupiter.api.Test;

class QueryTextTest {

    @Test
    void clean_nulAndUnpairedSurrogates_becomeSpaces() {
        assertThat(QueryText.clean("a\0b\uD800c")).isEqualTo("a b c");
        assertThat(QueryText.clean("\uD83C\uDFB5")).isEqualTo("\uD83C\uDFB5");
    }

    @Test
    void clean_spaces_keepsTheTrailingOnes() {
        assertThat(QueryText.clean("  blue ")).isEqualTo("blue ");
    }

    @Test
    void clean_longText_isCut() {
        assertThat(QueryText.clean("x".repeat(10_000))).hasSize(Fold.MAX_CHARS);
    }
}
