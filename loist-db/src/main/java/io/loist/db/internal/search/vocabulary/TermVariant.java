package io.loist.db.internal.search.vocabulary;

import java.util.List;

/**
 * A way to read a word of a query.
 *
 * @param terms the terms to search for; two if the word was split
 * @param quality how well a match counts, from 0 (exclusive) to 1
 */
public record TermVariant(List<String> terms, double quality) {

    public TermVariant {
        terms = List.copyOf(terms);
    }

    static TermVariant of(String term, double quality) {
        return new TermVariant(List.of(term), quality);
    }

    public boolean contains(String term) {
        return terms.contains(term);
    }
}
