package io.loist.db;

import io.loist.Cursor;
import io.loist.db.Candidates.Candidate;
import io.loist.db.Ranker.Ranked;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Search over the table {@code track_search}; SEARCH.md says how it works. */
final class PostgresSearchService implements SearchService {

    private static final SearchResult NOTHING = new SearchResult(List.of(), null, false);

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
        SearchText text = SearchText.of(query.text());
        String fingerprint = "search " + text.fingerprint(query.filter());
        SearchPlace after = query.after() == null ? null : SearchPlace.of(query.after(), fingerprint);
        Question question = new Question(SearchSyntax.of(text.toString()));
        if (question.slots.isEmpty()) {
            return NOTHING;
        }
        return jdbc.read("search", connection -> {
            SearchFilter filter = new SearchFilter(scope, query.filter(), question);
            Candidates candidates = new Candidates(connection, scope, filter, deadline);
            List<Ranked> found = new TrackSearch(new Vocabulary(connection, scope), candidates).find(question);
            List<Ranked> ranked = filter.asksForMore() ? passing(connection, found, query.filter()) : found;
            List<Ranked> rest = after == null
                    ? ranked
                    : ranked.stream().filter(after::isBefore).toList();
            List<Ranked> page = rest.subList(0, Math.min(query.limit(), rest.size()));
            Cursor next = rest.size() == page.size()
                    ? null
                    : SearchPlace.of(page.get(page.size() - 1)).toCursor(fingerprint);
            boolean truncated = candidates.cut() || ranked.size() < found.size();
            return new SearchResult(hits(connection, page), next, truncated);
        });
    }

    /** Keeps the candidates that pass the whole filter. Those that might have come in place of the others are not looked for. */
    private List<Ranked> passing(Connection connection, List<Ranked> found, TrackFilter filter) throws SQLException {
        UUID[] ids = found.stream().map(Ranked::candidate).map(Candidate::id).toArray(UUID[]::new);
        SqlClause which = SqlClause.of(SearchSql.AMONG, scope.namespace(), ids);
        SqlClause clause = TrackConditions.append(which, filter);
        Set<UUID> passing = new HashSet<>(Jdbc.query(
                connection,
                new SqlClause(scope.sql(clause.sql()), clause.bindings()),
                row -> row.getObject("id", UUID.class)));
        return found.stream()
                .filter(ranked -> passing.contains(ranked.candidate().id()))
                .toList();
    }

    private List<SearchHit> hits(Connection connection, List<Ranked> page) throws SQLException {
        if (page.isEmpty()) {
            return List.of();
        }
        UUID[] ids = page.stream().map(Ranked::candidate).map(Candidate::id).toArray(UUID[]::new);
        SqlClause clause = SqlClause.of(scope.sql(TrackSql.FIND_ALL_BY_ID), scope.namespace(), ids);
        Map<UUID, Track> tracks = new HashMap<>();
        Jdbc.query(connection, clause, TrackRowMapper::map).forEach(track -> tracks.put(track.id(), track));
        List<SearchHit> hits = new ArrayList<>();
        for (Ranked ranked : page) {
            @Nullable Track track = tracks.get(ranked.candidate().id());
            // Another transaction may have deleted it in this moment
            if (track != null) {
                hits.add(new SearchHit(track, ranked.score()));
            }
        }
        return hits;
    }
}
