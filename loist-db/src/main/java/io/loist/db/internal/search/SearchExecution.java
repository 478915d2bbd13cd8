package io.loist.db.internal.search;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.query.QueryText;
import io.loist.db.internal.search.query.Vocabulary;
import io.loist.db.internal.search.rank.Ranker;
import io.loist.db.internal.search.rank.Ranker.Ranked;
import io.loist.db.internal.search.rank.SearchCursor;
import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.db.internal.search.retrieve.Candidates;
import io.loist.db.internal.search.retrieve.Deadline;
import io.loist.db.internal.search.retrieve.SearchFilter;
import io.loist.db.internal.track.TrackOrder;
import io.loist.db.internal.track.TrackPage;
import io.loist.search.SearchFacet;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchResult.Count;
import io.loist.Page.Total;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers one search, on one connection. */
final class SearchExecution {

    private static final SearchResult NOTHING = new SearchResult(new Page<>(List.of(), null), false);

    private final Connection connection;
    private final SearchQuery query;
    private final QueryText text;
    private final ParsedQuery question;
    private final SearchFilter filter;
    private final Candidates candidates;

    SearchExecution(Connection connection, Scope scope, SearchQuery query, Deadline deadline) {
        this.connection = connection;
        this.query = query;
        this.text = QueryText.of(query.text());
        this.question = new ParsedQuery(QueryParser.of(text.toString()));
        this.filter = new SearchFilter(scope, query.filter(), question);
        this.candidates = new Candidates(connection, filter, CandidateLimits.of(query), deadline);
    }

    SearchResult give() throws SQLException {
        String fingerprint = "search " + text.fingerprint(query);
        SearchCursor after =
                query.after() == null || query.sort() != null ? null : SearchCursor.of(query.after(), fingerprint);
        if (question.slots.isEmpty() && filter.isEmpty()) {
            return NOTHING;
        }
        HitAssembler hits = new HitAssembler(question, query);
        List<Ranked> found = isListed() && !isCounted() ? List.of() : found(hits);
        TrackSort sort = query.sort();
        Page<Track> page = sort == null ? best(found, after, fingerprint) : sorted(sort, found, fingerprint);
        Total total = query.total() ? new Total(found.size(), !candidates.cut()) : null;
        String meant = query.after() == null ? hits.didYouMean() : null;
        return new SearchResult(
                new Page<>(hits.of(page.items()), page.next(), total), candidates.cut(), facets(found), meant);
    }

    /** Whether all tracks that pass the filter are listed along an index, however many they are. */
    private boolean isListed() {
        return query.sort() != null && question.slots.isEmpty() && question.excluded.isEmpty();
    }

    private boolean isCounted() {
        return query.total() || !query.facets().isEmpty();
    }

    private List<Ranked> found(HitAssembler hits) throws SQLException {
        List<Ranked> found;
        if (question.slots.isEmpty()) {
            candidates.fetchBest();
            found = Ranker.unasked(question, candidates.found());
        } else {
            Vocabulary vocabulary = new Vocabulary(connection, filter.scope());
            found = new CandidateSearch(vocabulary, candidates, query.weights()).find(question);
        }
        return hits.kept(found);
    }

    private Page<Track> best(List<Ranked> found, @Nullable SearchCursor after, String fingerprint) throws SQLException {
        List<Ranked> rest =
                after == null ? found : found.stream().filter(after::isBefore).toList();
        List<Ranked> page = rest.subList(0, Math.min(query.limit(), rest.size()));
        Cursor next = rest.size() == page.size()
                ? null
                : SearchCursor.of(page.get(page.size() - 1)).toCursor(fingerprint);
        return new Page<>(filter.tracks(connection, ids(page)), next);
    }

    private Page<Track> sorted(TrackSort sort, List<Ranked> found, String fingerprint) throws SQLException {
        TrackOrder column = TrackOrder.of(sort);
        SqlClause source = isListed() ? filter.listing(column) : filter.listingAmong(column, ids(found));
        TrackQuery.Builder order = TrackQuery.builder().limit(query.limit()).after(query.after());
        order = query.descending() ? order.descending(sort) : order.ascending(sort);
        return new TrackPage(source, order.build(), fingerprint).read(connection);
    }

    private Map<SearchFacet, List<Count>> facets(List<Ranked> found) throws SQLException {
        Map<SearchFacet, List<Count>> facets = new EnumMap<>(SearchFacet.class);
        query.facets().forEach(facet -> facets.put(facet, new ArrayList<>()));
        if (facets.isEmpty()) {
            return facets;
        }
        String[] names = facets.keySet().stream().map(SearchFacet::name).toArray(String[]::new);
        SqlClause clause = SqlClause.of(
                filter.scope().sql(SearchSql.FACETS),
                filter.scope().namespace(),
                ids(found),
                names,
                SearchResult.MAX_COUNTS);
        Jdbc.query(
                connection,
                clause,
                row -> facets.computeIfAbsent(SearchFacet.valueOf(row.getString("facet")), facet -> new ArrayList<>())
                        .add(new Count(row.getString("value"), row.getInt("hits"))));
        facets.replaceAll((facet, counts) -> List.copyOf(counts));
        return facets;
    }

    private static UUID[] ids(List<Ranked> ranked) {
        return ranked.stream().map(hit -> hit.candidate().id()).toArray(UUID[]::new);
    }
}
