package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.retrieve.Candidate;
import java.util.List;

/** Keeps candidates that have every phrase of a query and none of its exclusions. */
final class PhraseFilter {

    private final List<String> phrases;
    private final List<String> exclusions;

    PhraseFilter(ParsedQuery query) {
        this.phrases = query.phrases();
        this.exclusions = query.exclusions();
    }

    boolean accepts(Candidate candidate) {
        if (phrases.isEmpty() && exclusions.isEmpty()) {
            return true;
        }
        List<String> fields = candidate.fields().stream()
                .map(field -> " " + ParsedQuery.wordsOf(field) + " ")
                .toList();
        return phrases.stream().allMatch(phrase -> contains(fields, phrase))
                && exclusions.stream().noneMatch(words -> contains(fields, words));
    }

    private static boolean contains(List<String> fields, String words) {
        return fields.stream().anyMatch(field -> field.contains(" " + words + " "));
    }
}
