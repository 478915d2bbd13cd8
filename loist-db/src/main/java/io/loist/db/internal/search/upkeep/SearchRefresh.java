package io.loist.db.internal.search.upkeep;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.LongWork;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.ledger.CatalogFold;
import io.loist.db.internal.text.SymmetricDeletes;
import io.loist.db.internal.track.TrackIndexer;
import io.loist.db.internal.track.TrackIndexer.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Refreshes the statistics of search: the vocabulary, and the tiers. It writes only what differs, in one transaction; searches use the
 * old statistics until it commits.
 */
public final class SearchRefresh {

    private static final String ACTION = "refresh the statistics of search";
    private static final int PAGE = 10_000;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** The same as that of a migration. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private final Scope scope;
    private final Duration maxWait;

    public SearchRefresh(Scope scope) {
        this(scope, MAX_WAIT);
    }

    /** @param maxWait for a refresh that is under way */
    SearchRefresh(Scope scope, Duration maxWait) {
        this.scope = scope;
        this.maxWait = maxWait;
    }

    /** Indexes stale rows and refreshes the statistics; waits up to 10 minutes for a refresh that is under way. */
    public void run(Jdbc jdbc) {
        new TrackIndexer(scope).indexStale(jdbc);
        jdbc.inTransaction(ACTION, Jdbc.keeping(TransactionSettings.OF_UPKEEP, connection -> {
            renew(connection);
            return true;
        }));
        new CatalogFold(scope).run(jdbc);
    }

    /**
     * Indexes stale rows, and refreshes the statistics unless a refresh is under way or the last one is recent.
     *
     * @param age the minimum age of the last refresh
     */
    public void runIfDue(Jdbc jdbc, Duration age) {
        new TrackIndexer(scope).indexStale(jdbc);
        jdbc.inTransaction(ACTION, Jdbc.keeping(TransactionSettings.OF_UPKEEP, connection -> {
            Sql lock = scope.in(RefreshSql.TRY_LOCK).with("seconds", age.toMillis() / MILLIS_PER_SECOND);
            boolean due = Jdbc.query(connection, lock, row -> row.getBoolean(1)).get(0);
            if (due) {
                renew(connection);
            }
            return due;
        }));
        new CatalogFold(scope).run(jdbc);
    }

    /** Rewrites the search entries that differ from what this release would write, a batch per transaction. */
    public void reindex(Jdbc jdbc) {
        TrackIndexer indexer = new TrackIndexer(scope);
        boolean more = true;
        while (more) {
            more = jdbc.inTransaction(
                    "re-index search",
                    Jdbc.keeping(TransactionSettings.OF_REINDEXING, connection -> reindexNext(connection, indexer)));
        }
    }

    private boolean reindexNext(Connection connection, TrackIndexer indexer) throws SQLException {
        Position last = Jdbc.query(connection, scope.in(RefreshSql.LOCK_REINDEX), SearchRefresh::position).stream()
                .filter(position -> !position.namespace().isEmpty())
                .findFirst()
                .orElse(null);
        Position next = indexer.indexNext(connection, last);
        Jdbc.update(
                connection,
                Sql.of(scope.sql(RefreshSql.NOTE_REINDEX))
                        .with("namespace", next == null ? null : next.namespace())
                        .with("track", next == null ? null : next.track()));
        return next != null;
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(
                Objects.requireNonNullElse(row.getString(1), ""),
                Objects.requireNonNullElse(row.getObject(2, UUID.class), Position.FIRST));
    }

    private void renew(Connection connection) throws SQLException {
        LongWork.on(connection, same -> {
            renewAll(connection);
            return true;
        });
    }

    private void renewAll(Connection connection) throws SQLException {
        Sql limit = Sql.of(RefreshSql.LIMIT_LOCK_WAITS).with("millis", String.valueOf(maxWait.toMillis()));
        Jdbc.query(connection, limit, row -> 0);
        execute(
                connection,
                RefreshSql.LOCK,
                RefreshSql.EMPTY_COUNT,
                RefreshSql.COUNT,
                RefreshSql.ANALYZE_COUNT,
                RefreshSql.DELETE_GONE,
                RefreshSql.DELETE_TWINS,
                RefreshSql.DELETE_CHANGED,
                RefreshSql.MARK_GONE,
                RefreshSql.UPDATE_COUNTS);
        addNew(connection);
        execute(
                connection,
                RefreshSql.EMPTY_PREFIXES,
                RefreshSql.FILL_PREFIXES,
                RefreshSql.EMPTY_STATE,
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
                    page.add(new Term(rows.getString(1), rows.getString(2), rows.getInt(3)));
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
        Jdbc.update(
                connection,
                Sql.of(scope.sql(RefreshSql.ADD))
                        .with("namespaces", page.stream().map(Term::namespace).toArray(String[]::new))
                        .with("terms", page.stream().map(Term::text).toArray(String[]::new))
                        .with("tracks", page.stream().map(Term::tracks).toArray(Integer[]::new))
                        .with("deletes", page.stream().map(Term::deletes).toArray(String[]::new)));
    }

    private record Term(String namespace, String text, int tracks) {

        String deletes() {
            return SymmetricDeletes.text(SymmetricDeletes.ofTerm(namespace, text, tracks));
        }
    }
}
