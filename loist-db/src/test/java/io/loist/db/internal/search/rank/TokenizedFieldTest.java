package io.loist.db.internal.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.search.rank.TokenizedField.Part;
import io.loist.db.internal.search.rank.TokenizedField.Token;
import org.junit.jupiter.api.Test;

class TokenizedFieldTest {

    @Test
    void tokens_chunkWithPunctuation_areItsWordsAndTheirJoin() {
        TokenizedField field = new TokenizedField("ac.dc live");

        assertThat(field.words()).containsExactly("ac", "dc", "live");
        assertThat(field.tokens())
                .containsExactly(
                        new Token("ac", 0, 1), new Token("dc", 1, 1), new Token("acdc", 0, 2), new Token("live", 2, 1));
    }

    @Test
    void parts_list_areItsNamesWithInitials() {
        assertThat(new TokenizedField("red hot chili peppers , oasis").parts())
                .containsExactly(new Part(0, 4, "rhcp"), new Part(4, 5, ""));
    }

    @Test
    void parts_emptyField_areNone() {
        assertThat(new TokenizedField("").parts()).isEmpty();
    }
}
