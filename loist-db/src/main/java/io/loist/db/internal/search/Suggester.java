package io.loist.db.internal.search;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.query.QueryText;
import io.loist.db.internal.search.query.Vocabulary;
import io.loist.db.internal.search.rank.FieldMatcher;
import io.loist.db.internal.search.rank.MatchDetails;
import io.loist.db.internal.search.rank.Ranker.Ranked;
import io.loist.db.internal.search.rank.TermIndex;
import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.db.internal.search.retrieve.CandidateQuery;
import io.loist.db.internal.search.retrieve.Candidates;
import io.loist.db.internal.search.retrieve.Candidates.Candidate;
import io.loist.db.internal.search.retrieve.Deadline;
import io.loist.db.internal.search.retrieve.SearchFilter;
import io.loist.db.internal.text.SearchWords;
import io.loist.search.SearchQuery;
import io.loist.search.SearchWeights;
import io.loist.search.Suggestions;
import io.loist.search.Suggestions.Album;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Completes what somebody types: artists by how many tracks they have, the rest by how well they match. */
final class Suggester {

    /** So many tracks of an artist are looked at for one by this artist alone. */
    private static final int TRACKS_PER_ARTIST = 5;

    private final Connection connection;
    private final ParsedQuery question;
    private final SearchFilter filter;
    private final Deadline deadline;
    private final Map<UUID, Track> tracks = new HashMap<>();

    Suggester(Connection connection, Scope scope, String beginning, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
        question = new ParsedQuery(QueryParser.plain(QueryText.of(beginning).toString()));
        filter = new SearchFilter(scope, SearchQuery.of("").filter(), question);
    }

    Suggestions suggestions() throws SQLException {
        if (question.slots.isEmpty()) {
            return new Suggestions(List.of(), List.of(), List.of());
        }
        List<Candidate> frequent = frequentArtists();
        List<Candidate> found = found();
        List<Candidate> artists = different(
                Stream.concat(frequent.stream(), named(found, MatchDetails.ARTIST)),
                MatchDetails.ARTIST,
                MatchDetails.ARTIST);
        List<Candidate> albums = different(named(found, MatchDetails.ALBUM), MatchDetails.ALBUM, MatchDetails.ARTIST);
        List<Candidate> titles = different(named(found, MatchDetails.TITLE), MatchDetails.TITLE, MatchDetails.ARTIST);
        UUID[] ids = Stream.of(artists, albums, titles)
                .flatMap(List::stream)
                .map(Candidate::id)
                .distinct()
                .toArray(UUID[]::new);
        filter.tracks(connection, ids).forEach(track -> tracks.put(track.id(), track));
        return new Suggestions(
                metadata(artists)
                        .map(TrackMetadata::artist)
                        .filter(Objects::nonNull)
                        .toList(),
                metadata(albums)
                        .filter(album -> album.album() != null)
                        .map(album -> new Album(Objects.requireNonNull(album.album()), album.artist()))
                        .toList(),
                present(titles).toList());
    }

    private List<Candidate> found() throws SQLException {
        Candidates candidates = new Candidates(connection, filter, CandidateLimits.NARROW, deadline);
        Vocabulary vocabulary = new Vocabulary(connection, filter.scope());
        return new CandidateSearch(vocabulary, candidates, SearchWeights.DEFAULT)
                .findStrictly(question).stream().map(Ranked::candidate).toList();
    }

    /** A track of each of the artists with the most tracks whose whole name begins so. */
    private List<Candidate> frequentArtists() throws SQLException {
        SqlClause clause = SqlClause.of(
                filter.scope().sql(SearchSql.ARTISTS), SearchWords.ARTIST + question.titleKey, 2 * Suggestions.MAX);
        List<String> keys = new ArrayList<>();
        List<CandidateQuery> asks = Jdbc.query(connection, clause, row -> {
            keys.add(row.getString("term"));
            return CandidateQuery.of(
                    CandidateQuery.lexeme(row.getString("term")),
                    row.getInt("tracks"),
                    TRACKS_PER_ARTIST,
                    CandidateQuery.UNBOUNDED);
        });
        Candidates candidates = new Candidates(connection, filter, CandidateLimits.NARROW, deadline);
        candidates.fetch(asks);
        return keys.stream()
                .flatMap(key -> candidates.found().stream()
                        .filter(candidate ->
                                key.equals(SearchWords.ARTIST + SearchWords.key(field(candidate, MatchDetails.ARTIST))))
                        .limit(1))
                .toList();
    }

    /** Those that have every word in a field, the ones whose field begins so first. */
    private Stream<Candidate> named(List<Candidate> candidates, int field) {
        TermIndex meanings = new TermIndex(question);
        return candidates.stream()
                .filter(candidate -> {
                    double[] slots = new FieldMatcher(meanings, field(candidate, field)).slots;
                    return Arrays.stream(slots).allMatch(quality -> quality > 0);
                })
                .sorted(Comparator.comparing(
                        candidate -> !SearchWords.key(field(candidate, field)).startsWith(question.titleKey)));
    }

    /** The first few that differ in two fields. */
    private static List<Candidate> different(Stream<Candidate> candidates, int one, int other) {
        Map<String, Candidate> different = new LinkedHashMap<>();
        candidates.forEach(candidate -> different.putIfAbsent(
                SearchWords.key(field(candidate, one)) + '|' + SearchWords.key(field(candidate, other)), candidate));
        return different.values().stream().limit(Suggestions.MAX).toList();
    }

    private Stream<Track> present(List<Candidate> candidates) {
        return candidates.stream()
                .map(Candidate::id)
                .filter(tracks::containsKey)
                .map(id -> Objects.requireNonNull(tracks.get(id)));
    }

    private Stream<TrackMetadata> metadata(List<Candidate> candidates) {
        return present(candidates).map(Track::metadata);
    }

    private static String field(Candidate candidate, int which) {
        String[] fields = candidate.words().split("\\|", -1);
        return which < fields.length ? fields[which] : "";
    }
}
