package io.loist.db;

import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.search.Suggestions;
import java.time.Duration;

/** Search over the table {@code track_search}; SEARCH.md says how it works. */
final class PostgresSearchService implements SearchService {

    private final Jdbc jdbc;
    private final Scope scope;
    private final Duration patience;

    PostgresSearchService(Jdbc jdbc, Scope scope, Duration patience) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.patience = patience;
    }

    @Override
    public SearchResult search(SearchQuery query) {
        Deadline deadline = Deadline.in(patience);
        return jdbc.read("search", connection -> new SearchAnswer(connection, scope, query, deadline).give());
    }

    @Override
    public Suggestions suggest(String beginning) {
        Deadline deadline = Deadline.in(patience);
        return jdbc.read("suggest", connection -> new Completion(connection, scope, beginning, deadline).suggestions());
    }
}
