package io.loist.db.internal.search;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.rank.FieldMatcher;
import io.loist.db.internal.search.rank.ScoredCandidate;
import io.loist.db.internal.search.rank.TermIndex;
import io.loist.db.internal.search.retrieve.Candidate;
import io.loist.db.internal.text.SearchWords;
import io.loist.search.Suggestions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Chooses the candidates to suggest: those with all words in one field, names that begin with the text first, no name twice.
 *
 * @param index the terms of the text
 * @param best candidates, the best first
 * @param wholeName the text as {@link SearchWords#key} writes a whole name
 */
record SuggestionOrder(TermIndex index, List<Candidate> best, String wholeName) {

    static SuggestionOrder of(TermIndex index, List<ScoredCandidate> scored, String wholeName) {
        return new SuggestionOrder(
                index, scored.stream().map(ScoredCandidate::candidate).toList(), wholeName);
    }

    /** Returns candidates of different artists, the frequent ones first. */
    List<Candidate> artists(List<Candidate> frequent) {
        return different(Stream.concat(frequent.stream(), matching(Field.ARTIST)), Field.ARTIST);
    }

    /** Returns candidates of different albums. */
    List<Candidate> albums() {
        return different(matching(Field.ALBUM), Field.ALBUM);
    }

    /** Returns candidates of different titles. */
    List<Candidate> titles() {
        return different(matching(Field.TITLE), Field.TITLE);
    }

    private Stream<Candidate> matching(Field field) {
        return best.stream()
                .filter(candidate -> new FieldMatcher(index, candidate.field(field)).matchesAll())
                .sorted(Comparator.comparing(
                        candidate -> !name(candidate, field).startsWith(wholeName)));
    }

    /** Returns the first few that differ in a field or in the artist. */
    private static List<Candidate> different(Stream<Candidate> candidates, Field field) {
        Map<String, Candidate> different = new LinkedHashMap<>();
        candidates.forEach(candidate ->
                different.putIfAbsent(name(candidate, field) + '|' + name(candidate, Field.ARTIST), candidate));
        return different.values().stream().limit(Suggestions.MAX).toList();
    }

    private static String name(Candidate candidate, Field field) {
        return SearchWords.key(candidate.field(field));
    }
}
