package io.loist.db;

import io.loist.Cursor;
import io.loist.db.Candidates.Candidate;
import io.loist.db.Ranker.Ranked;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            Candidates candidates =
                    new Candidates(connection, scope, new SearchFilter(scope, query.filter(), question), deadline);
            List<Ranked> ranked = new TrackSearch(new Vocabulary(connection, scope), candidates).find(question);
            List<Ranked> rest = after == null
                    ? ranked
                    : ranked.stream().filter(after::isBefore).toList();
            List<Ranked> page = rest.subList(0, Math.min(query.limit(), rest.size()));
            Cursor next = rest.size() == page.size()
                    ? null
                    : SearchPlace.of(page.get(page.size() - 1)).toCursor(fingerprint);
            return new SearchResult(hits(connection, page), next, candidates.cut());
        });
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
