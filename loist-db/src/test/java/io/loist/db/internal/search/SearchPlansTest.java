package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.ExplainedConnection;
import io.loist.db.testing.PostgresExtension;
import io.loist.search.SearchQuery;
import io.loist.search.SearchService;
import io.loist.testing.Integration;
import io.loist.track.TrackFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which indexes the statements of a search use: as the server chooses, and with plans made without knowing the values. */
@Integration
class SearchPlansTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension SMALL = new PostgresExtension();

    @BeforeAll
    static void fill() throws SQLException {
        POSTGRES.execute("""
                INSERT INTO audio_tracks (id, namespace, status, title, artist, year, format, audio_gcs_path)
                SELECT gen_random_uuid(), 'default', 'COMPLETED', CASE WHEN n % 10 = 0 THEN 'Love ' ELSE 'Song ' END || n,
                  'Band ' || n % 100, 1950 + n % 70, 'mp3', 'gs://bucket/' || n
                FROM generate_series(1, 6000) AS n
                """);
        LoistDatabase.create(POSTGRES.dataSource()).refreshSearch();
        POSTGRES.execute("ANALYZE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void search_anyPlanMode_usesIndexes(String mode) throws SQLException {
        assertThat(plans(mode, search -> search.search("lvoe band 10")))
                .contains("track_search_lexemes_idx", "track_search_term_pkey", "track_search_term_deletes_idx")
                .doesNotContain("Seq Scan on track_search ", "Seq Scan on track_search_term", "JIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void search_conditions_usesIndexes(String mode) throws SQLException {
        assertThat(plans(mode, search -> search.search("love year:1990..")))
                .contains("track_search_lexemes_idx")
                .doesNotContain("Seq Scan on audio_tracks", "Seq Scan on track_search ");
        SearchQuery byKey = SearchQuery.builder("love")
                .filter(TrackFilter.builder().artist("Band 10").build())
                .build();
        assertThat(plans(mode, search -> search.search(byKey)))
                .contains("Index")
                .doesNotContain("Seq Scan on audio_tracks", "Seq Scan on track_search ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void suggest_anyPlanMode_usesIndexes(String mode) throws SQLException {
        assertThat(plans(mode, search -> search.suggest("band1")))
                .contains("track_search_term_pkey")
                .doesNotContain("Seq Scan on track_search ", "Seq Scan on track_search_term");
        assertThat(plans(mode, search -> search.suggest("b")))
                .contains("track_search_prefix_pkey")
                .doesNotContain("Seq Scan on track_search ", "Seq Scan on track_search_prefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan"})
    void search_conditionsWithoutWords_walksTheBestTracks(String mode) throws SQLException {
        assertThat(plans(mode, search -> search.search("format:mp3")))
                .contains("track_search_best_idx")
                .doesNotContain("Seq Scan on track_search ");
    }

    @Test
    void search_fewTracks_scansWithoutTheFunctionsSettingOnly() throws SQLException {
        SMALL.execute("""
                INSERT INTO audio_tracks (id, namespace, status, title, format, audio_gcs_path)
                SELECT gen_random_uuid(), 'default', 'COMPLETED', 'Love ' || n, 'mp3', 'gs://bucket/' || n
                FROM generate_series(1, 5) AS n
                """);
        LoistDatabase.create(SMALL.dataSource()).refreshSearch();
        SMALL.execute("ANALYZE");
        Consumer<SearchService> search = service -> service.search("lvoe 10");

        assertThat(plans(SMALL, "auto", search))
                .contains("on track_search entry", "on track_search_term known")
                .doesNotContain("Seq Scan on track_search entry", "Seq Scan on track_search_term known");
        assertThat(plans(SMALL, "auto", search, "ALTER FUNCTION loist_search_candidates RESET enable_seqscan"))
                .contains("Seq Scan on track_search entry");
        assertThat(plans(SMALL, "auto", search, "ALTER FUNCTION loist_search_vocabulary RESET enable_seqscan"))
                .contains("Seq Scan on track_search_term known");
    }

    @Test
    void search_anyServer_readsTheStateByIndexAndCompilesNothing() throws SQLException {
        assertThat(plans("auto", search -> search.search("lvoe band 10")))
                .contains("Index Scan using track_search_state_pkey")
                .doesNotContain("Seq Scan on track_search_state", "JIT");
    }

    private static String plans(String mode, Consumer<SearchService> call) throws SQLException {
        return plans(POSTGRES, mode, call);
    }

    /**
     * Returns the plans of all statements of a search.
     *
     * @param before statements that precede it in its transaction, which is rolled back
     */
    private static String plans(PostgresExtension postgres, String mode, Consumer<SearchService> call, String... before)
            throws SQLException {
        try (ExplainedConnection explained = ExplainedConnection.open(postgres, mode)) {
            Connection connection = explained.connection();
            connection.setAutoCommit(before.length == 0);
            for (String sql : before) {
                Jdbc.update(connection, Sql.of(sql));
            }
            explained.takePlans();
            call.accept(new PostgresSearchService(
                    Jdbc.within(connection),
                    new Scope(SchemaName.of(SchemaName.DEFAULT), "default"),
                    Duration.ofMinutes(1)));
            return explained.takePlans();
        }
    }
}
