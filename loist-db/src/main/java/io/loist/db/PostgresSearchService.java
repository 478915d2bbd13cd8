package io.loist.db;

import io.loist.Cursor;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/** Search with PostgreSQL's full-text matching over the table {@code track_search}. */
final class PostgresSearchService implements SearchService {

    /** How many matches of a search are ranked; of more, those of the highest popularity. */
    static final int MAX_CANDIDATES = 2_000;

    private static final SearchResult NOTHING = new SearchResult(List.of(), null, false);

    private final Jdbc jdbc;
    private final Scope scope;

    PostgresSearchService(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    @Override
    public SearchResult search(SearchQuery query) {
        SearchText text = SearchText.of(query.text());
        String question = "search " + text.fingerprint(query.filter());
        After after = query.after() == null ? null : After.of(query.after(), question);
        if (text.isEmpty()) {
            return NOTHING;
        }
        List<Row> rows = jdbc.read("search", connection -> {
            Analysis analysis = analyse(connection, text);
            return analysis.beginnings() == null ? List.of() : find(connection, query, analysis, after);
        });
        return result(rows, query.limit(), question);
    }

    private Analysis analyse(Connection connection, SearchText text) throws SQLException {
        SqlClause clause =
                SqlClause.of(scope.sql(SearchSql.ANALYSE), text.toString(), text.toString(), text.toString());
        return Jdbc.query(
                        connection,
                        clause,
                        row -> new Analysis(row.getString("beginnings"), row.getString("words"), row.getString("name")))
                .get(0);
    }

    private List<Row> find(Connection connection, SearchQuery query, Analysis analysis, @Nullable After after)
            throws SQLException {
        String beginnings = analysis.beginnings();
        SqlClause clause = TrackConditions.append(
                        SqlClause.of(SearchSql.CANDIDATES, scope.namespace(), beginnings), query.filter())
                .then(
                        SearchSql.SCORES,
                        MAX_CANDIDATES + 1,
                        beginnings,
                        beginnings,
                        analysis.words(),
                        analysis.name(),
                        analysis.name());
        if (after != null) {
            clause = clause.then(SearchSql.AFTER, after.score(), after.popularity(), after.id());
        }
        clause = clause.then(SearchSql.PAGE, query.limit() + 1, scope.namespace());
        try (PreparedStatement statement = connection.prepareStatement(scope.sql(clause.sql()))) {
            if (statement.isWrapperFor(PGStatement.class)) {
                // Planned anew each time: the best plan for a rare word is the worst for a frequent one
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            return Jdbc.query(
                    statement,
                    clause.bindings(),
                    row -> new Row(TrackRowMapper.map(row), row.getDouble("score"), row.getLong("candidates")));
        }
    }

    private static SearchResult result(List<Row> rows, int limit, String question) {
        if (rows.isEmpty()) {
            return NOTHING;
        }
        List<SearchHit> hits = rows.stream()
                .limit(limit)
                .map(row -> new SearchHit(row.track(), row.score()))
                .toList();
        boolean truncated = rows.get(0).candidates() > MAX_CANDIDATES;
        return new SearchResult(hits, rows.size() > limit ? cursor(rows.get(limit - 1), question) : null, truncated);
    }

    private static Cursor cursor(Row last, String question) {
        List<@Nullable String> values = List.of(
                Double.toString(last.score()), Double.toString(last.track().popularity()));
        return new Place(question, values, last.track().id()).toCursor();
    }

    private record Analysis(
            @Nullable String beginnings, @Nullable String words, String name) {}

    private record Row(Track track, double score, long candidates) {}

    private record After(double score, double popularity, UUID id) {

        static After of(Cursor cursor, String question) {
            Place place = Place.of(cursor, question, 2);
            try {
                return new After(
                        number(place.values().get(0)), number(place.values().get(1)), place.id());
            } catch (NumberFormatException e) {
                throw Place.foreign(e);
            }
        }

        private static double number(@Nullable String text) {
            return Double.parseDouble(text == null ? "" : text);
        }
    }
}
