package io.loist.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Renews what search knows about the library as a whole: the vocabulary, and which tracks are the best ones. Only what differs is
 * written, in one transaction, so that searches go on with what they had until it commits.
 */
final class SearchRefresh {

    private static final int PAGE = 10_000;

    private final Scope scope;

    SearchRefresh(Scope scope) {
        this.scope = scope;
    }

    void run(Jdbc jdbc) {
        jdbc.inTransaction("renew the statistics of search", connection -> {
            renew(connection);
            return true;
        });
        jdbc.read(
                "sort in new entries of search",
                connection ->
                        Jdbc.query(connection, SqlClause.of(scope.sql(RefreshSql.SORT_IN)), row -> row.getLong(1)));
    }

    private void renew(Connection connection) throws SQLException {
        execute(
                connection,
                RefreshSql.LOCK,
                RefreshSql.EMPTY_COUNT,
                RefreshSql.COUNT,
                RefreshSql.ANALYZE_COUNT,
                RefreshSql.DELETE_GONE,
                RefreshSql.UPDATE_COUNTS);
        addNew(connection);
        execute(
                connection,
                RefreshSql.EMPTY_PREFIXES,
                RefreshSql.FILL_PREFIXES,
                RefreshSql.UPDATE_STATE,
                RefreshSql.MOVE_TIERS,
                RefreshSql.EMPTY_COUNT,
                RefreshSql.ANALYZE);
    }

    private void execute(Connection connection, String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(scope.sql(command));
            }
        }
    }

    private void addNew(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(PAGE);
            try (ResultSet rows = statement.executeQuery(scope.sql(RefreshSql.FIND_NEW))) {
                List<Term> page = new ArrayList<>();
                while (rows.next()) {
                    page.add(new Term(rows.getString(1), rows.getInt(2)));
                    if (page.size() == PAGE) {
                        add(connection, page);
                        page.clear();
                    }
                }
                add(connection, page);
            }
        }
    }

    private void add(Connection connection, List<Term> page) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(scope.sql(RefreshSql.ADD))) {
            Jdbc.bind(
                    statement,
                    List.of(
                            page.stream().map(Term::text).toArray(String[]::new),
                            page.stream().mapToInt(Term::tracks).toArray(),
                            page.stream().map(Term::deletes).toArray(String[]::new)));
            statement.executeUpdate();
        }
    }

    private record Term(String text, int tracks) {

        String deletes() {
            int[] keys = text.startsWith(Words.ARTIST) ? new int[0] : DeleteKeys.stored(text, tracks);
            return Arrays.stream(keys).mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}"));
        }
    }
}
