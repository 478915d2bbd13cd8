package io.loist.testkit.memory;

import io.loist.Page;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.SearchService;
import io.loist.search.Suggestions;
import io.loist.testkit.memory.InMemoryDatabase.Row;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds tracks in whose title, artist or album each word of the text is the beginning of a word: completed tracks, or those of the
 * statuses that the filter names. Without typo tolerance and pages, and with one score for all hits: enough to test callers of a
 * search, not to test search.
 */
final class InMemorySearch implements SearchService {

    private final InMemoryDatabase database;

    InMemorySearch(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public SearchResult search(SearchQuery query) {
        List<SearchHit> hits = matching(query.text())
                .filter(track -> TrackMatcher.matches(query.filter(), track))
                .limit(query.limit())
                .map(track -> new SearchHit(track, 1))
                .toList();
        return new SearchResult(new Page<>(hits, null), false);
    }

    @Override
    public Suggestions suggest(String beginning) {
        List<Track> found = matching(beginning)
                .filter(track -> track.status() == TrackStatus.COMPLETED)
                .limit(Suggestions.MAX)
                .toList();
        return new Suggestions(List.of(), List.of(), found);
    }

    private Stream<Track> matching(String text) {
        List<String> words = words(text).toList();
        return database
                .locked(() -> database.rows.values().stream().map(Row::track).toList())
                .stream()
                .filter(track -> hasAll(track, words));
    }

    private static boolean hasAll(Track track, List<String> words) {
        List<String> names = Stream.of(
                        track.metadata().title(),
                        track.metadata().artist(),
                        track.metadata().album())
                .filter(Objects::nonNull)
                .flatMap(InMemorySearch::words)
                .toList();
        return words.stream().allMatch(word -> names.stream().anyMatch(name -> name.startsWith(word)));
    }

    private static Stream<String> words(String text) {
        String folded = Objects.requireNonNull(TrackMatcher.fold(text));
        return Arrays.stream(folded.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty());
    }
}
