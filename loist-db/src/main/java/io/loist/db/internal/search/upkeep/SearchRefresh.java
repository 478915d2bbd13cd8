package io.loist.db.internal.search.upkeep;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.search.vocabulary.SymmetricDeletes;
import io.loist.db.internal.text.SearchWords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Renews what search knows about the library as a whole: the vocabulary, and which tracks are the best ones. Only what differs is
 * written, in one transaction, so that searches go on with what they had until it commits.
 */
public final class SearchRefresh {

    private static final int PAGE = 10_000;
    private static final int REINDEXED_AT_ONCE = 1_000;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Scope scope;

    public SearchRefresh(Scope scope) {
        this.scope = scope;
    }

    /** Renews the statistics, after whoever is doing so has done it. */
    public void run(Jdbc jdbc) {
        jdbc.inTransaction("renew the statistics of search", connection -> {
            renew(connection);
            return true;
        });
        sortIn(jdbc);
    }

    /** Renews the statistics, unless somebody else is doing so, or has done so not longer ago than that. */
    public void runIfDue(Jdbc jdbc, Duration age) {
        boolean done = jdbc.inTransaction("renew the statistics of search", connection -> {
            SqlClause lock = SqlClause.of(scope.sql(RefreshSql.TRY_LOCK), age.toMillis() / MILLIS_PER_SECOND);
            boolean due = Jdbc.query(connection, lock, row -> row.getBoolean(1)).get(0);
            if (due) {
                renew(connection);
            }
            return due;
        });
        if (done) {
            sortIn(jdbc);
        }
    }

    /** Writes every search entry anew where it differs, a batch at a time. */
    public void reindex(Jdbc jdbc) {
        SqlClause batch = SqlClause.of(scope.sql(RefreshSql.REINDEX), REINDEXED_AT_ONCE);
        boolean more = true;
        while (more) {
            more = jdbc.inTransaction(
                    "re-index search",
                    connection -> Jdbc.query(connection, batch, row -> row.getString(1) != null)
                            .get(0));
        }
        sortIn(jdbc);
    }

    private void sortIn(Jdbc jdbc) {
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
                RefreshSql.NOTE_REFRESH,
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
            int[] keys = text.startsWith(SearchWords.ARTIST) ? new int[0] : SymmetricDeletes.ofTerm(text, tracks);
            return Arrays.stream(keys).mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}"));
        }
    }
}
