package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.TermSpan;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.search.vocabulary.Respacing;
import io.loist.db.internal.search.vocabulary.TermVariant;
import io.loist.db.internal.text.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** For each lexeme that a track may have, the terms of a query that it matches; and the weight of each term. */
public final class TermIndex {

    private static final double JOINED_QUALITY = 0.95;
    private static final double READING_QUALITY = 0.85;
    /** Three consonants, which many words have, match less well than a misspelling; the more, the better. */
    private static final double LOAN_QUALITY = 0.1;

    private static final double QUALITY_PER_CONSONANT = 0.05;
    private static final int MAX_READ_TERMS = 12;

    /**
     * A match of one lexeme.
     *
     * @param from the first term of the query that it matches
     * @param to the last one; greater than {@code from} if the lexeme joins several terms
     * @param quality how well it matches, from 0 (exclusive) to 1
     * @param part the index of the lexeme in a term that was split
     * @param parts the number of lexemes that the term was split into; 1 if it was not
     */
    record TermMatch(int from, int to, double quality, int part, int parts) {}

    private final InterpretedQuery query;
    private final double[] weights;
    private final double totalWeight;
    private final int[] unspaced;
    private final int[] tolerant;
    private final Map<String, List<TermMatch>> matches = new HashMap<>();
    /** What {@link #matches} has found so far, if some terms tolerate edits. */
    private final Map<String, List<TermMatch>> tolerated = new HashMap<>();

    private final List<String> unfinishedReadings = new ArrayList<>();
    private final List<String> unfinishedNames = new ArrayList<>();
    private boolean readingsAdded;

    public TermIndex(InterpretedQuery query) {
        this.query = query;
        this.weights = query.terms().stream().mapToDouble(query::weight).toArray();
        this.totalWeight = Math.max(1e-9, Arrays.stream(weights).sum());
        this.unspaced = IntStream.range(0, weights.length)
                .filter(i -> query.terms().get(i).unspaced())
                .toArray();
        for (int i = 0; i < query.terms().size(); i++) {
            addTerm(i, query.terms().get(i));
        }
        for (Respacing respacing : query.respacings()) {
            for (int i = respacing.span().from(); i <= respacing.span().to(); i++) {
                int term = i;
                respacing.readings().forEach(reading -> addVariant(term, reading));
            }
        }
        tolerant = IntStream.range(0, weights.length)
                .filter(i -> query.terms().get(i).tolerated() > 0)
                .toArray();
        for (TermSpan join : query.joins()) {
            add(join.lexeme(), new TermMatch(join.from(), join.to(), JOINED_QUALITY, 0, 1));
        }
    }

    private void addTerm(int index, InterpretedTerm term) {
        Stream.concat(term.variants().stream(), term.realWordCorrections().stream())
                .forEach(variant -> addVariant(index, variant));
    }

    private void addVariant(int index, TermVariant variant) {
        int parts = variant.terms().size();
        for (int part = 0; part < parts; part++) {
            add(variant.terms().get(part), new TermMatch(index, index, variant.quality(), part, parts));
        }
    }

    private void add(String lexeme, TermMatch match) {
        matches.computeIfAbsent(lexeme, key -> new ArrayList<>(2)).add(match);
    }

    /** Adds what readings of names match, once; most searches meet no name that has one. */
    void addReadings() {
        if (readingsAdded || query.terms().size() > MAX_READ_TERMS) {
            return;
        }
        readingsAdded = true;
        int count = query.terms().size();
        for (int from = 0; from < count; from++) {
            for (String lexeme : Reading.ofWord(query.terms().get(from).word())) {
                add(lexeme, new TermMatch(from, from, READING_QUALITY, 0, 1));
            }
            for (int to = from; to < count; to++) {
                List<String> words = query.terms().subList(from, to + 1).stream()
                        .map(InterpretedTerm::word)
                        .toList();
                for (String lexeme : Reading.ofName(words)) {
                    add(lexeme, new TermMatch(from, to, READING_QUALITY, 0, 1));
                }
                for (String lexeme : Reading.ofLoanWords(words)) {
                    double quality = Math.min(READING_QUALITY, LOAN_QUALITY + QUALITY_PER_CONSONANT * lexeme.length());
                    add(lexeme, new TermMatch(from, to, quality, 0, 1));
                }
            }
        }
        if (query.unfinished()) {
            unfinishedReadings.addAll(Reading.ofWord(query.last().word()));
            unfinishedNames.addAll(Reading.ofName(
                    query.terms().stream().map(InterpretedTerm::word).toList()));
        }
    }

    /** Returns what a word of a reading may begin with to match the last, unfinished term. */
    List<String> unfinishedReadings() {
        return unfinishedReadings;
    }

    /** Returns what a whole reading may begin with to match all terms. */
    List<String> unfinishedNames() {
        return unfinishedNames;
    }

    InterpretedQuery query() {
        return query;
    }

    int size() {
        return weights.length;
    }

    double weight(int term) {
        return weights[term];
    }

    double totalWeight() {
        return totalWeight;
    }

    /** Returns the terms of scripts without spaces, the first one first. */
    int[] unspaced() {
        return unspaced;
    }

    /** Returns what a lexeme matches, the first term first; empty if nothing. */
    List<TermMatch> matches(String lexeme) {
        return tolerant.length == 0
                ? matches.getOrDefault(lexeme, List.of())
                : tolerated.computeIfAbsent(lexeme, this::matchesTolerantly);
    }

    private List<TermMatch> matchesTolerantly(String lexeme) {
        List<TermMatch> all = new ArrayList<>(matches.getOrDefault(lexeme, List.of()));
        for (int term : tolerant) {
            double quality = query.terms().get(term).similarity(lexeme);
            if (quality > 0 && all.stream().noneMatch(match -> match.from() == term)) {
                all.add(new TermMatch(term, term, quality, 0, 1));
            }
        }
        return all;
    }
}
