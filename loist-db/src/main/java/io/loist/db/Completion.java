package io.loist.db;

import io.loist.db.Candidates.Candidate;
import io.loist.db.Ranker.Ranked;
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
final class Completion {

    /** So many tracks of an artist are looked at for one by this artist alone. */
    private static final int TRACKS_PER_ARTIST = 5;

    private final Connection connection;
    private final Question question;
    private final SearchFilter filter;
    private final Deadline deadline;
    private final Map<UUID, Track> tracks = new HashMap<>();

    Completion(Connection connection, Scope scope, String beginning, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
        question = new Question(SearchSyntax.plain(SearchText.of(beginning).toString()));
        filter = new SearchFilter(scope, SearchQuery.of("").filter(), question);
    }

    Suggestions suggestions() throws SQLException {
        if (question.slots.isEmpty()) {
            return new Suggestions(List.of(), List.of(), List.of());
        }
        List<Candidate> frequent = frequentArtists();
        List<Candidate> found = found();
        List<Candidate> artists = different(
                Stream.concat(frequent.stream(), named(found, Evidence.ARTIST)), Evidence.ARTIST, Evidence.ARTIST);
        List<Candidate> albums = different(named(found, Evidence.ALBUM), Evidence.ALBUM, Evidence.ARTIST);
        List<Candidate> titles = different(named(found, Evidence.TITLE), Evidence.TITLE, Evidence.ARTIST);
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
        Candidates candidates = new Candidates(connection, filter, Breadth.NARROW, deadline);
        Vocabulary vocabulary = new Vocabulary(connection, filter.scope());
        return new TrackSearch(vocabulary, candidates, SearchWeights.DEFAULT)
                .findStrictly(question).stream().map(Ranked::candidate).toList();
    }

    /** A track of each of the artists with the most tracks whose whole name begins so. */
    private List<Candidate> frequentArtists() throws SQLException {
        SqlClause clause = SqlClause.of(
                filter.scope().sql(SearchSql.ARTISTS), Words.ARTIST + question.titleKey, 2 * Suggestions.MOST);
        List<String> keys = new ArrayList<>();
        List<Ask> asks = Jdbc.query(connection, clause, row -> {
            keys.add(row.getString("term"));
            return Ask.of(Ask.lexeme(row.getString("term")), row.getInt("tracks"), TRACKS_PER_ARTIST, Ask.UNBOUNDED);
        });
        Candidates candidates = new Candidates(connection, filter, Breadth.NARROW, deadline);
        candidates.fetch(asks);
        return keys.stream()
                .flatMap(key -> candidates.found().stream()
                        .filter(candidate -> key.equals(Words.ARTIST + Words.key(field(candidate, Evidence.ARTIST))))
                        .limit(1))
                .toList();
    }

    /** Those that have every word in a field, the ones whose field begins so first. */
    private Stream<Candidate> named(List<Candidate> candidates, int field) {
        Meanings meanings = new Meanings(question);
        return candidates.stream()
                .filter(candidate -> {
                    double[] slots = new Matches(meanings, field(candidate, field)).slots;
                    return Arrays.stream(slots).allMatch(quality -> quality > 0);
                })
                .sorted(Comparator.comparing(
                        candidate -> !Words.key(field(candidate, field)).startsWith(question.titleKey)));
    }

    /** The first few that differ in two fields. */
    private static List<Candidate> different(Stream<Candidate> candidates, int one, int other) {
        Map<String, Candidate> different = new LinkedHashMap<>();
        candidates.forEach(candidate -> different.putIfAbsent(
                Words.key(field(candidate, one)) + '|' + Words.key(field(candidate, other)), candidate));
        return different.values().stream().limit(Suggestions.MOST).toList();
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
