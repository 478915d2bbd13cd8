package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.search.vocabulary.Vocabulary.Misspelling;
import io.loist.db.internal.search.vocabulary.Vocabulary.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a word may have been meant to be.
 *
 * @param variant the correction
 * @param tracks the number of tracks that contain it
 * @param cost how far it is from the word as typed
 */
record Correction(TermVariant variant, int tracks, double cost) {

    private static final int SHORT_WORD = 4;
    private static final double OTHER_FIRST_LETTER = 0.5;
    private static final double IN_SHORT_WORD = 0.5;
    private static final double SPLIT = 0.9;
    private static final double QUALITY_PER_COST = 0.2;
    /** How much less a word costs that occurs in ten times as many tracks. */
    private static final double TENFOLD_FREQUENCY = 0.15;

    private static final Comparator<Correction> LIKELIEST_FIRST =
            Comparator.comparingDouble(c -> rank(c.cost, c.tracks));

    /** Returns the likeliest corrections of a word, the best first. */
    static List<Correction> best(Misspelling misspelling, List<Term> similar, List<Term> splits) {
        List<Correction> all = new ArrayList<>();
        String word = misspelling.word();
        int allowed = misspelling.edits();
        for (Term term : similar) {
            int edits = EditDistance.distance(word, term.text(), allowed);
            if (edits > 0 && edits <= allowed) {
                all.add(of(term, cost(word, term.text(), edits)));
            }
        }
        splits.forEach(term -> all.add(of(term, SPLIT)));
        all.sort(LIKELIEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(misspelling.max(), all.size())));
    }

    /** Returns the place of a correction among others: the smaller, the likelier. */
    static double rank(double cost, int tracks) {
        return cost - TENFOLD_FREQUENCY * Math.log10(tracks + 1.0);
    }

    /** Returns what a correction of this cost is searched for as. */
    static TermVariant variant(List<String> terms, double cost) {
        return new TermVariant(terms, quality(cost));
    }

    /** Returns how well a match counts that is this many edits away. */
    static double quality(double cost) {
        return 1 - QUALITY_PER_COST * cost;
    }

    /** Returns how far a word is from one with this many edits. */
    static double cost(String word, String term, int edits) {
        return edits
                + (word.charAt(0) == term.charAt(0) ? 0 : OTHER_FIRST_LETTER)
                + (word.length() < SHORT_WORD ? IN_SHORT_WORD : 0);
    }

    private static Correction of(Term term, double cost) {
        return new Correction(variant(List.of(term.text().split(" ", -1)), cost), term.tracks(), cost);
    }
}
