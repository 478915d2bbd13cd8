package io.loist.db.internal.search.query;

/**
 * Neighbouring terms {@code from} to {@code to}, both inclusive, that the index holds as one lexeme.
 *
 * @param lexeme the lexeme, for a name with the prefix of its kind
 */
public record TermSpan(int from, int to, String lexeme) {

    /** Returns whether the term at this index is one of them. */
    public boolean contains(int term) {
        return term >= from && term <= to;
    }

    /** Returns whether this span has all terms of the other and at least one more. */
    public boolean strictlyContains(TermSpan other) {
        return from <= other.from && to >= other.to && to - from > other.to - other.from;
    }
}
