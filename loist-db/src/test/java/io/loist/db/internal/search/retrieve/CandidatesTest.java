package io.loist.db.internal.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which requests for candidates are made, and which are not because of what one before them brought. */
@Integration
class CandidatesTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String TITLES = """
            SELECT split_part(words, '|', 1)
            FROM loist_search_candidates(
              ARRAY[E'''\u0001stone''', E'''\u0001rose'''], '{4,4}', ARRAY[?, 4], ARRAY[?, 9], ARRAY[0, ?], 200, 60000,
              'default', true, ?, '{}', ?)
            WHERE track_id IS NOT NULL
            """;

    @BeforeAll
    static void fill() throws SQLException {
        POSTGRES.execute("""
                INSERT INTO audio_tracks (id, namespace, status, title, artist, year, format, audio_gcs_path)
                SELECT gen_random_uuid(), 'default', 'COMPLETED', title, 'Band', 1990, 'mp3', 'gs://bucket/' || title
                FROM unnest('{Stone 1,Stone 2,Stone 3,Rose}'::text[]) AS title
                """);
    }

    @Test
    void candidates_insideARequestThatBroughtAll_areNotAskedFor() throws SQLException {
        assertThat(titles(4, 4, 1, "", 100)).containsExactlyInAnyOrder("stone 1", "stone 2", "stone 3");
    }

    @Test
    void candidates_insideARequestThatWasCut_areAskedFor() throws SQLException {
        assertThat(titles(4, 3, 1, "", 100)).contains("rose").hasSize(4);
        assertThat(titles(3, 4, 1, "", 100)).contains("rose");
    }

    @Test
    void candidates_insideNone_areAskedFor() throws SQLException {
        assertThat(titles(4, 4, CandidateQueries.NONE, "", 100))
                .contains("rose")
                .hasSize(4);
    }

    @Test
    void candidates_insideARequestWhoseMatchesWereNotAllLookedAt_areAskedFor() throws SQLException {
        assertThat(titles(4, 4, 1, "AND track.year = 1990", 100)).doesNotContain("rose");
        assertThat(titles(4, 4, 1, "AND track.year = 1990", 2)).contains("rose");
    }

    private static List<String> titles(int lastTier, int fill, int inside, String conditions, int visits)
            throws SQLException {
        List<Object> bindings = List.of(lastTier, fill, inside, conditions, visits);
        try (Connection connection = POSTGRES.dataSource().getConnection();
                var statement = connection.prepareStatement(TITLES)) {
            Jdbc.bind(statement, bindings);
            List<String> titles = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    titles.add(rows.getString(1));
                }
            }
            return titles;
        }
    }
}
