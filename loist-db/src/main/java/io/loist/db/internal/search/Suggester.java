package io.loist.db.internal.search;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.search.query.QueryText;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.search.retrieve.CandidateFetcher;
import io.loist.db.internal.search.retrieve.CandidateFilter;
import io.loist.db.internal.search.retrieve.CandidateLimits;
import io.loist.db.internal.search.retrieve.CandidateQuery;
import io.loist.db.internal.search.retrieve.CandidateStatements;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.search.vocabulary.PostgresVocabulary;
import io.loist.db.internal.search.vocabulary.Vocabulary;
import io.loist.db.internal.text.SearchWords;
import io.loist.search.SearchQuery;
import io.loist.search.SearchWeights;
import io.loist.search.Suggestions;
import io.loist.search.Suggestions.Album;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Completes an unfinished text: artists by the number of their tracks, everything else by how well it matches. */
final class Suggester {

    /** The number of an artist's tracks among which one by this artist alone is looked for. */
    private static final int TRACKS_PER_ARTIST = 5;

    private final SearchStatements statements;
    private final ParsedQuery parsed;
    private final CandidateStatements sql;
    private final Vocabulary vocabulary;
    private final Map<UUID, Track> tracks = new HashMap<>();

    Suggester(SearchStatements statements, String beginning) {
        this.statements = statements;
        this.parsed = QueryParser.parseWords(QueryText.clean(beginning));
        CandidateFilter filter = new CandidateFilter(SearchQuery.of("").filter(), parsed.conditions());
        this.sql = new CandidateStatements(statements.scope().namespace(), filter, parsed);
        this.vocabulary = new PostgresVocabulary(statements);
    }

    SearchAnswer<Suggestions> run() throws SQLException {
        if (parsed.terms().isEmpty()) {
            return new SearchAnswer<>(new Suggestions(List.of(), List.of(), List.of()), false);
        }
        List<Candidate> frequent = frequentArtists();
        RankedCandidates found = found();
        SuggestionOrder order = SuggestionOrder.of(
                Objects.requireNonNull(found.interpretation()).index(), found.scored(), parsed.wholeName());
        List<Candidate> artists = order.artists(frequent);
        List<Candidate> albums = order.albums();
        List<Candidate> titles = order.titles();
        UUID[] ids = Stream.of(artists, albums, titles)
                .flatMap(List::stream)
                .map(Candidate::id)
                .distinct()
                .toArray(UUID[]::new);
        new HitTracks(statements).read(ids).forEach(track -> tracks.put(track.id(), track));
        Suggestions suggestions = new Suggestions(
                metadata(artists)
                        .map(TrackMetadata::artist)
                        .filter(Objects::nonNull)
                        .toList(),
                metadata(albums)
                        .filter(album -> album.album() != null)
                        .map(album -> new Album(Objects.requireNonNull(album.album()), album.artist()))
                        .toList(),
                present(titles).toList());
        return new SearchAnswer<>(suggestions, found.sawStaleTracks());
    }

    private RankedCandidates found() throws SQLException {
        CandidateFetcher candidates = new CandidateFetcher(statements, sql, CandidateLimits.BEST);
        RankedCandidates found = new CandidateSearch(vocabulary, candidates, SearchWeights.DEFAULT).findExact(parsed);
        if (candidates.cutShort() && found.scored().isEmpty()) {
            throw statements.deadline().passed();
        }
        return found;
    }

    /** Returns a track of each of the artists with the most tracks whose whole name begins with the text. */
    private List<Candidate> frequentArtists() throws SQLException {
        List<Vocabulary.Term> artists =
                vocabulary.artists(SearchWords.ARTIST + parsed.wholeName(), 2 * Suggestions.MAX);
        List<Candidate> candidates = new CandidateFetcher(statements, sql, CandidateLimits.BEST)
                .fetch(artists.stream().map(Suggester::tracksOf).toList());
        return artists.stream()
                .flatMap(artist -> candidates.stream()
                        .filter(candidate -> artist.text().equals(artistTerm(candidate)))
                        .limit(1))
                .toList();
    }

    private static CandidateQuery tracksOf(Vocabulary.Term artist) {
        return CandidateQuery.of(
                CandidateQuery.lexeme(artist.text()), artist.tracks(), TRACKS_PER_ARTIST, CandidateQuery.UNBOUNDED);
    }

    private static String artistTerm(Candidate candidate) {
        return SearchWords.ARTIST + SearchWords.key(candidate.field(Field.ARTIST));
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
}
