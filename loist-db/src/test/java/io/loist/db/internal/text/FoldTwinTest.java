package io.loist.db.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The folding of searched text: the same in Java as in the database. */
@Integration
class FoldTwinTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String SIGNS = " .,;-–—()[]/&$'’\"!|_\t\u00a0\u200b\u0301";

    @Test
    void table_isTheSameInBoth() throws SQLException {
        Map<Integer, String> stored = new HashMap<>();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            Jdbc.query(connection, SqlClause.of("SELECT character, folded FROM track_search_fold"), row -> {
                stored.put(row.getString(1).codePointAt(0), row.getString(2));
                return true;
            });
        }
        Map<Integer, String> known = new HashMap<>();
        for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
            String folded = FoldTable.shared().fold(c);
            if (folded != null && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)) {
                known.put(c, folded);
            }
        }

        assertThat(stored).isEqualTo(known);
    }

    @Test
    void fold_randomText_isTheSameInBoth() throws SQLException {
        Random random = new Random(20261121);
        String[] texts = random.ints(2_000, 0, 40)
                .mapToObj(length -> text(random, length))
                .toArray(String[]::new);

        assertThat(POSTGRES.texts(
                        "SELECT loist_search_text(text) FROM unnest(?) WITH ORDINALITY AS each(text, nth) ORDER BY nth",
                        (Object) texts))
                .containsExactly(java.util.Arrays.stream(texts).map(Fold::fold).toArray(String[]::new));
    }

    @Test
    void words_ofFieldsTogether_areThoseOfEach() throws SQLException {
        Random random = new Random(4711);
        String[] texts = random.ints(3_000, 0, 12)
                .mapToObj(length -> text(random, length).replaceAll("[^\\x01-\\x7f]", random.nextBoolean() ? "a" : "x"))
                .toArray(String[]::new);

        assertThat(POSTGRES.texts("""
                SELECT count(*) FROM unnest(?) WITH ORDINALITY AS each(text, nth)
                WHERE loist_search_words(text, text, NULL, text, '{}', NULL, NULL, '[]')
                  <> loist_search_text(text) || '|' || loist_search_text(text) || '||' || loist_search_text(text)
                """, (Object) texts)).containsExactly("0");
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(5)) {
                case 0 -> text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 1 -> text.append((char) (0xA0 + random.nextInt(0x500)));
                case 2 -> text.append((char) (0x3041 + random.nextInt(0xA0)));
                case 3 -> text.append((char) (0xAC00 + random.nextInt(11_000)));
                default -> text.append((char) ('A' + random.nextInt(58)));
            }
        }
        return text.toString();
    }
}
