package io.loist.db.internal.search;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.search.retrieve.Deadline;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.search.Suggestions;
import java.time.Duration;

/** Search over the table {@code track_search}; SEARCH.md says how it works. */
public final class PostgresSearchService implements SearchService {

    private final Jdbc jdbc;
    private final Scope scope;
    private final Duration patience;

    public PostgresSearchService(Jdbc jdbc, Scope scope, Duration patience) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.patience = patience;
    }

    @Override
    public SearchResult search(SearchQuery query) {
        Deadline deadline = Deadline.in(patience);
        return jdbc.read("search", connection -> new SearchExecution(connection, scope, query, deadline).give());
    }

    @Override
    public Suggestions suggest(String beginning) {
        Deadline deadline = Deadline.in(patience);
        return jdbc.read("suggest", connection -> new Suggester(connection, scope, beginning, deadline).suggestions());
    }
}
