package io.loist.db.internal.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.statement.Deadline;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.testing.PostgresExtension;
import io.loist.search.SearchQuery;
import io.loist.testing.Integration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which candidate queries run, depending on what the queries before them found. */
@Integration
class CandidateFetcherTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int ALL = CandidateQuery.ALL_TRACKS;

    @BeforeAll
    static void fill() throws SQLException {
        POSTGRES.execute("""
                INSERT INTO audio_tracks (id, namespace, status, title, artist, year, format, audio_gcs_path)
                SELECT gen_random_uuid(), 'default', 'COMPLETED', title, 'Band', 1990, 'mp3', 'gs://bucket/' || title
                FROM unnest('{Stone 1,Stone 2,Stone 3,Rose}'::text[]) AS title
                """);
        LoistDatabase.create(POSTGRES.dataSource()).refreshSearch();
    }

    @Test
    void fetch_supersetComplete_skipsTheQuery() throws SQLException {
        assertThat(titles("", 100, stones(ALL, 4), rose(1))).containsExactlyInAnyOrder("stone 1", "stone 2", "stone 3");
    }

    @Test
    void fetch_supersetCut_runsTheQuery() throws SQLException {
        assertThat(titles("", 100, stones(ALL, 3), rose(1))).contains("rose").hasSize(4);
        assertThat(titles("", 100, stones(3, 4), rose(1))).contains("rose");
    }

    @Test
    void fetch_noSuperset_runsTheQuery() throws SQLException {
        assertThat(titles("", 100, stones(ALL, 4), rose())).contains("rose").hasSize(4);
    }

    @Test
    void fetch_supersetOfASkippedQuery_skipsTheQuery() throws SQLException {
        CandidateQuery skipped = query("stone", ALL, 9, List.of(1));

        assertThat(titles("", 100, stones(ALL, 4), skipped, query("rose", ALL, 9, List.of(1, 2))))
                .hasSize(3);
    }

    @Test
    void fetch_supersetNotScannedCompletely_runsTheQuery() throws SQLException {
        assertThat(titles("year:1990", 100, stones(ALL, 4), rose(1))).doesNotContain("rose");
        assertThat(titles("year:1990", 2, stones(ALL, 4), rose(1))).contains("rose");
    }

    @Test
    void fetch_enoughFound_startsNoOtherQuery() throws SQLException {
        Fetched fetched = fetch("", 100, query("stone", ALL, CandidateQueries.LIMIT, List.of()), rose());
        assertThat(fetched.truncated()).isFalse();

        CandidateQuery[] many = new CandidateQuery[CandidateQueries.LIMIT + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = query(i == many.length - 1 ? "rose" : "stone", ALL, 1, List.of());
        }
        fetched = fetch("", 100, many);
        assertThat(fetched.truncated()).isTrue();
        assertThat(fetched.candidates()).hasSize(1);
    }

    private static CandidateQuery stones(int lastTier, int limit) {
        return query("stone", lastTier, limit, List.of());
    }

    private static CandidateQuery rose(Integer... supersets) {
        return query("rose", ALL, 9, List.of(supersets));
    }

    private static CandidateQuery query(String word, int lastTier, int limit, List<Integer> supersets) {
        return new CandidateQuery(CandidateQuery.lexeme(word), lastTier, lastTier, limit, supersets);
    }

    private static List<String> titles(String conditions, int maxScanned, CandidateQuery... queries)
            throws SQLException {
        return fetch(conditions, maxScanned, queries).candidates().stream()
                .map(candidate -> candidate.field(Field.TITLE))
                .toList();
    }

    private record Fetched(List<Candidate> candidates, boolean truncated) {}

    private static Fetched fetch(String conditions, int maxScanned, CandidateQuery... queries) throws SQLException {
        ParsedQuery parsed = QueryParser.parse(conditions);
        CandidateFilter filter = new CandidateFilter(SearchQuery.of("").filter(), parsed.conditions());
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            CandidateFetcher fetcher = new CandidateFetcher(
                    new SearchStatements(
                            connection,
                            new Scope(SchemaName.of(SchemaName.DEFAULT), "default"),
                            Deadline.in(Duration.ofMinutes(1))),
                    new CandidateStatements("default", filter, parsed, maxScanned),
                    CandidateLimits.BEST);
            List<Candidate> candidates = fetcher.fetch(List.of(queries));
            return new Fetched(candidates, fetcher.truncated());
        }
    }
}
