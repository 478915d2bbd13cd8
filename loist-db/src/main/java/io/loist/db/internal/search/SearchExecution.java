package io.loist.db.internal.search;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.Page.Total;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.rank.Ranker;
import io.loist.db.internal.search.rank.ScoredCandidate;
import io.loist.db.internal.search.retrieve.CandidateFetcher;
import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.db.internal.search.retrieve.CandidateStatements;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.search.vocabulary.PostgresVocabulary;
import io.loist.db.internal.track.ListedTracks;
import io.loist.db.internal.track.StaleRows;
import io.loist.db.internal.track.TrackPage;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one search, on one connection. */
final class SearchExecution {

    private final SearchStatements statements;
    private final SearchRequest request;
    private final SearchQuery query;
    private final @Nullable StaleRows stale;
    private final CandidateFetcher candidates;
    private final HitTracks tracks;

    /** @param stale the rows that are not indexed, to be matched in Java; null if all are, or if it is unknown */
    SearchExecution(SearchStatements statements, SearchRequest request, @Nullable StaleRows stale) {
        this.statements = statements;
        this.request = request;
        this.query = request.query();
        this.stale = stale;
        String namespace = statements.scope().namespace();
        this.candidates = new CandidateFetcher(
                statements,
                new CandidateStatements(namespace, request.filter(), request.parsed()),
                CandidateLimits.of(query));
        this.tracks = new HitTracks(statements);
    }

    SearchAnswer<SearchResult> run() throws SQLException {
        SearchCursor after =
                query.after() == null || query.sort() != null ? null : SearchCursor.of(query.after(), fingerprint());
        if (request.isEmpty()) {
            return new SearchAnswer<>(new SearchResult(new Page<>(List.of(), null), false), false);
        }
        RankedCandidates found = request.isListing() && !request.isCounting() ? RankedCandidates.NONE : found();
        if (candidates.cutShort() && found.scored().isEmpty()) {
            throw statements.deadline().passed();
        }
        TrackSort sort = query.sort();
        Page<Track> page = sort == null ? best(found.scored(), after) : sorted(sort, found);
        Total total = query.total() ? new Total(found.scored().size(), !candidates.truncated()) : null;
        HitAssembler hits = new HitAssembler(found, query);
        SearchResult result = new SearchResult(
                new Page<>(hits.hits(page.items()), page.next(), total),
                candidates.truncated(),
                Facets.count(statements, query.facets(), found),
                query.after() == null ? hits.didYouMean(request.parsed()) : null);
        return new SearchAnswer<>(result, found.sawStaleTracks());
    }

    private String fingerprint() {
        return request.fingerprint();
    }

    private RankedCandidates found() throws SQLException {
        RankedCandidates found;
        if (stale != null) {
            candidates.addPending(stale);
        }
        ParsedQuery parsed = request.parsed();
        if (!request.hasWords()) {
            found = new RankedCandidates(null, Ranker.unscored(parsed, candidates.fetchListed()));
        } else {
            found = new CandidateSearch(new PostgresVocabulary(statements), candidates, query.weights())
                    .find(parsed)
                    .filter(scored -> scored.coverage() > 0 || !candidates.isPending(scored.candidate()));
        }
        return HitAssembler.select(found, query);
    }

    private Page<Track> best(List<ScoredCandidate> found, @Nullable SearchCursor after) throws SQLException {
        List<ScoredCandidate> rest =
                after == null ? found : found.stream().filter(after::isBefore).toList();
        List<ScoredCandidate> page = rest.subList(0, Math.min(query.limit(), rest.size()));
        Cursor next = rest.size() == page.size()
                ? null
                : SearchCursor.of(page.get(page.size() - 1)).toCursor(fingerprint());
        return new Page<>(tracks.read(RankedCandidates.ids(page)), next);
    }

    private Page<Track> sorted(TrackSort sort, RankedCandidates found) throws SQLException {
        ListedTracks source = request.isListing() ? tracks.listing(request.filter()) : tracks.listing(found.ids());
        TrackQuery.Builder page = TrackQuery.builder().limit(query.limit()).after(query.after());
        page = query.descending() ? page.descending(sort) : page.ascending(sort);
        return new TrackPage(source, page.build(), fingerprint()).read(statements.connection());
    }
}
