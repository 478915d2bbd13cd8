package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.query.ParsedTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A word of a query with everything it may stand for.
 *
 * @param parsed the word as typed
 * @param known whether the word as typed is in the vocabulary
 * @param variants what to search for, the literal ones first, then the likeliest
 * @param realWordCorrections what a known word may have been meant to be; searched for only if no track matches all words
 * @param completions terms that begin with this unfinished word, the most frequent first
 * @param frequencies the numbers of tracks that this word can be expected in
 * @param tolerated the edits by which the word may differ from one of a track that other words have found
 */
public record InterpretedTerm(
        ParsedTerm parsed,
        boolean known,
        List<TermVariant> variants,
        List<TermVariant> realWordCorrections,
        List<String> completions,
        Frequencies frequencies,
        int tolerated) {

    /** Stands for "in many tracks" where pairs of characters have not been counted. */
    private static final int MANY = Integer.MAX_VALUE / 4;

    /** What it costs, in edits, that a word was not among the likeliest corrections. */
    private static final double TOLERATED = 0.25;

    public InterpretedTerm {
        variants = List.copyOf(variants);
        realWordCorrections = List.copyOf(realWordCorrections);
        completions = List.copyOf(completions);
    }

    /**
     * Numbers of tracks.
     *
     * @param word tracks with the word, or with the best of its corrections; 0 if it is unknown
     * @param anyVariant maximum number of tracks with any of the variants
     * @param anyCompletion maximum number of tracks with any of the completions
     */
    public record Frequencies(int word, int anyVariant, int anyCompletion) {}

    /** Returns the variants that need no vocabulary: the word itself and its alternatives. */
    static List<TermVariant> literals(ParsedTerm parsed) {
        List<TermVariant> literals = new ArrayList<>();
        literals.add(TermVariant.of(parsed.word(), 1));
        parsed.alternatives().forEach(word -> literals.add(TermVariant.of(word, 1)));
        return literals;
    }

    public String word() {
        return parsed.word();
    }

    public boolean unspaced() {
        return parsed.unspaced();
    }

    /** Returns whether a match in this field counts. */
    public boolean accepts(Field field) {
        return parsed.accepts(field);
    }

    /** Returns the number of leading variants that are as typed. */
    public int literalCount() {
        return 1 + parsed.alternatives().size();
    }

    /** Returns whether no track can contain the word or anything it may stand for. */
    public boolean matchesNothing() {
        return !known && variants.size() == 1 && completions.isEmpty() && !unspaced();
    }

    /** Returns whether the vocabulary knows only words that begin with this one. */
    public boolean onlyCompletes() {
        return !known && variants.size() == 1 && !completions.isEmpty();
    }

    /** Returns the maximum number of tracks that match the word in any way. */
    public int maxFrequency() {
        return unspaced() && frequencies.anyVariant() == 0
                ? MANY
                : Math.max(frequencies.anyVariant(), frequencies.word());
    }

    /** Returns whether a term of a track is a correction of this word, or a part of one. */
    public boolean isCorrectedTo(String term) {
        return corrections().anyMatch(variant -> variant.contains(term)) || tolerates(term);
    }

    /** Returns the correction that a term is, or is a part of; the word as typed if there is none. */
    public String correction(String term) {
        return corrections()
                .filter(variant -> variant.contains(term))
                .findFirst()
                .map(variant -> String.join(" ", variant.terms()))
                .orElseGet(() -> tolerates(term) ? term : word());
    }

    private Stream<TermVariant> corrections() {
        return Stream.concat(variants.stream().skip(literalCount()), realWordCorrections.stream());
    }

    private boolean tolerates(String term) {
        return tolerated > 0 && similarity(term) > 0;
    }

    /** Returns how well a word of a track counts that the vocabulary did not suggest; 0 if it differs by more edits than tolerated. */
    public double similarity(String term) {
        if (tolerated == 0 || term.equals(word())) {
            return 0;
        }
        int edits = EditDistance.distance(word(), term, tolerated);
        return edits > tolerated ? 0 : Correction.quality(TOLERATED + Correction.cost(word(), term, edits));
    }

    InterpretedTerm withRealWordCorrections(List<TermVariant> corrections) {
        return new InterpretedTerm(parsed, known, variants, corrections, completions, frequencies, 0);
    }

    /** Returns this unknown word with more corrections and a tolerance. */
    InterpretedTerm withCorrections(List<Correction> corrections, int edits) {
        List<TermVariant> all = new ArrayList<>(variants);
        int any = frequencies.anyVariant();
        int most = frequencies.word();
        for (Correction correction : corrections) {
            if (all.stream()
                    .noneMatch(
                            other -> other.terms().equals(correction.variant().terms()))) {
                all.add(correction.variant());
                any += correction.tracks();
                most = Math.max(most, correction.tracks());
            }
        }
        return new InterpretedTerm(
                parsed,
                known,
                all,
                realWordCorrections,
                completions,
                new Frequencies(most, any, frequencies.anyCompletion()),
                edits);
    }
}
