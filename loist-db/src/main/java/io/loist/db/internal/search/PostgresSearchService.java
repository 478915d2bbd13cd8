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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        SearchRequest request = SearchRequest.of(query);
        return upToDate(
                request.hasWords(),
                unindexed -> run("search", statements -> new SearchExecution(statements, request, unindexed).run()));
    }

    @Override
    public Suggestions suggest(String beginning) {
        return upToDate(true, unindexed -> run("suggest", statements -> new Suggester(statements, beginning).run()));
    }

    /**
     * Searches when all tracks are indexed, or with those that are not. Stale tracks are rare: a search that looks for them itself
     * first assumes that there are none, which saves a round trip.
     *
     * @param looksItself whether the search says if it saw stale tracks
     */
    private <T> T upToDate(boolean looksItself, Function<@Nullable StaleRows, SearchAnswer<T>> search) {
        if (looksItself && stale.mayIndex()) {
            SearchAnswer<T> first = search.apply(null);
            if (!first.sawStaleTracks()) {
                return first.value();
            }
        }
        return search.apply(stale.index() ? null : stale).value();
    }

    /** The time begins here, on a connection: what a cold process does before, or a busy pool, does not count. */
    private <T> T run(String action, Search<T> search) {
        return jdbc.read(
                action,
                Jdbc.keeping(
                        SearchStatements.CHANGED_SETTINGS,
                        connection -> search.on(new SearchStatements(connection, scope, Deadline.in(timeout)))));
    }

    /** A search on a connection. */
    @FunctionalInterface
    private interface Search<T> {
        T on(SearchStatements statements) throws SQLException;
    }
}
