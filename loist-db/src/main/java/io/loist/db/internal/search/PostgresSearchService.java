package io.loist.db.internal.search;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.search.statement.Deadline;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.track.StaleRows;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.search.Suggestions;
import java.sql.SQLException;
import java.time.Duration;

/** Search over the table {@code track_search}. SEARCH.md describes how it works. */
public final class PostgresSearchService implements SearchService {

    private final Jdbc jdbc;
    private final Scope scope;
    private final Duration timeout;
    private final StaleRows stale;

    /**
     * Creates a search.
     *
     * @param timeout the time after which a search returns what it has found so far
     */
    public PostgresSearchService(Jdbc jdbc, Scope scope, Duration timeout) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.timeout = timeout;
        this.stale = new StaleRows(jdbc, scope);
    }

    @Override
    public SearchResult search(SearchQuery query) {
        StaleRows unindexed = stale.index() ? null : stale;
        return run("search", statements -> new SearchExecution(statements, query, unindexed).run());
    }

    @Override
    public Suggestions suggest(String beginning) {
        stale.index();
        return run("suggest", statements -> new Suggester(statements, beginning).suggestions());
    }

    private <T> T run(String action, Search<T> search) {
        Deadline deadline = Deadline.in(timeout);
        return jdbc.read(
                action,
                jdbc.keeping(
                        SearchStatements.CHANGED_SETTINGS,
                        connection -> search.on(new SearchStatements(connection, scope, deadline))));
    }

    /** A search on a connection. */
    @FunctionalInterface
    private interface Search<T> {
        T on(SearchStatements statements) throws SQLException;
    }
}
