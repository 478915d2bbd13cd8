package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which indexes the statements of a search use: as the server chooses, and with plans made without knowing the values. */
@Integration
class SearchPlansTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String CANDIDATES = """
            SELECT count(*) FROM loist_search_candidates(
              ARRAY[E'''\u0001love''&''\u0001band'''], '{0}', '{4}', '{200}', '{0}', 200, 2000, 'default', true, '%s', '{%s}', %s)
            """;

    @BeforeAll
    static void fill() throws SQLException {
        POSTGRES.execute("""
                INSERT INTO audio_tracks (id, namespace, status, title, artist, year, format, audio_gcs_path)
                SELECT gen_random_uuid(), 'default', 'COMPLETED', CASE WHEN n % 10 = 0 THEN 'Love ' ELSE 'Song ' END || n,
                  'Band ' || n % 100, 1950 + n % 70, 'mp3', 'gs://bucket/' || n
                FROM generate_series(1, 20000) AS n
                """);
        LoistDatabase.create(POSTGRES.dataSource()).refreshSearch();
        POSTGRES.execute("ANALYZE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void candidates_anyPlanMode_useTheIndexOfWords(String mode) throws SQLException {
        assertThat(plans(mode, CANDIDATES.formatted("", "", "NULL")))
                .contains("track_search_lexemes_idx")
                .doesNotContain("Seq Scan");
        assertThat(plans(mode, CANDIDATES.formatted("AND track.year >= ($5[1])::bigint", "1990", "20000")))
                .contains("track_search_lexemes_idx")
                .doesNotContain("Seq Scan on audio_tracks");
        assertThat(plans(
                        mode,
                        CANDIDATES.formatted("AND track.artist_key = loist_key(($5[1])::text)", "Band 10", "NULL")))
                .contains("Index")
                .doesNotContain("Seq Scan");
    }

    @ParameterizedTest
    @CsvSource({"auto", "force_generic_plan", "force_custom_plan"})
    void vocabulary_anyPlanMode_usesItsIndexes(String mode) throws SQLException {
        assertThat(
                        plans(
                                mode,
                                "SELECT count(*) FROM loist_search_vocabulary('{love}', '{lvoe}', ARRAY['{1,2,3}'], false, 'band')"))
                .contains("track_search_term_pkey", "track_search_term_deletes_idx")
                .doesNotContain("Seq Scan on track_search_term");
        assertThat(plans(mode, "SELECT count(*) FROM loist_search_artists('Aband1', 10)"))
                .contains("track_search_term_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plans(mode, "SELECT count(*) FROM loist_search_artists('Ab', 10)"))
                .contains("track_search_prefix_pkey")
                .doesNotContain("Seq Scan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan"})
    void best_withoutWords_walksTheBestTracks(String mode) throws SQLException {
        String sql = new Scope(SchemaName.of(null), "default").sql(SearchSql.BEST) + "ORDER BY rank DESC LIMIT ?";
        try (Connection connection = explaining(mode);
                var statement = connection.prepareStatement(sql)) {
            Jdbc.bind(statement, List.of("default", true, 20_000, 100));
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(said(statement.getWarnings()))
                    .contains("track_search_best_idx")
                    .doesNotContain("Seq Scan");
        }
    }

    private static String plans(String mode, String sql) throws SQLException {
        try (Connection connection = explaining(mode);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return said(statement.getWarnings());
        }
    }

    /** Returns a connection on which every statement, those in functions too, warns of its plan. */
    private static Connection explaining(String mode) throws SQLException {
        Connection connection =
                TestServer.dataSource(POSTGRES.url(), TestServer.SUPERUSER).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOAD 'auto_explain'");
            statement.execute("SET auto_explain.log_min_duration = 0");
            statement.execute("SET auto_explain.log_nested_statements = on");
            statement.execute("SET auto_explain.log_level = notice");
            statement.execute("SET plan_cache_mode = " + mode);
        }
        return connection;
    }

    private static String said(SQLWarning first) {
        StringBuilder said = new StringBuilder();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            said.append(warning.getMessage()).append('\n');
        }
        return said.toString();
    }
}
