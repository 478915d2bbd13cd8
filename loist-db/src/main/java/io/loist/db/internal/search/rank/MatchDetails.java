package io.loist.db.internal.search.rank;

import io.loist.db.internal.search.query.Field;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a track matches a query: for each term how well, with which lexeme, and in which field. Immutable once built. */
public final class MatchDetails {

    private static final double NEARLY_AS_GOOD = 0.05;

    private final InterpretedQuery query;
    private final double[] qualities;
    private final double[] scores;
    private final @Nullable Field[] fields;
    private final @Nullable String[] lexemes;
    /** For each term of which no field has more than some characters, which it has and how much they count. */
    private final Map<Integer, Partial> partials = new HashMap<>();

    private double artistCompleteness;
    private double titleCompleteness;

    private MatchDetails(InterpretedQuery query) {
        this.query = query;
        int count = query.terms().size();
        qualities = new double[count];
        scores = new double[count];
        fields = new @Nullable Field[count];
        lexemes = new @Nullable String[count];
    }

    /** Returns how completely the query names the artist, from 0 to 1. */
    double artistCompleteness() {
        return artistCompleteness;
    }

    /** Returns how completely the query names the title, from 0 to 1. */
    double titleCompleteness() {
        return titleCompleteness;
    }

    /** Returns how well a term matches in the field that it matches best, from 0 (not at all) to 1. */
    double quality(int term) {
        return qualities[term];
    }

    /** Returns the share of a term that matches, from 0 to 1. */
    double share(int term) {
        Partial partial = partials.get(term);
        return partial == null ? (qualities[term] > 0 ? 1 : 0) : partial.share();
    }

    /** Returns the maximum of quality times weight over the fields that a term matches in. */
    double score(int term) {
        return scores[term];
    }

    /** Returns the lexeme that a term matches; null if it matches none. */
    @Nullable
    String lexeme(int term) {
        return lexemes[term];
    }

    /** Returns the field in which a term counts most; null if it matches in none. */
    @Nullable
    Field field(int term) {
        return fields[term];
    }

    /** Returns whether a match of this quality is about as good as the term's best. */
    boolean isAmongBest(int term, double quality) {
        return quality > 0 && quality >= qualities[term] - NEARLY_AS_GOOD;
    }

    /** Returns whether every term matches as typed; the last one may be the beginning of a word. */
    public boolean asTyped() {
        for (int i = 0; i < qualities.length; i++) {
            if (qualities[i] == 0 || isCorrected(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the words of the query, with corrections in place of the words that match only when corrected. */
    public String correctedWords() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < qualities.length; i++) {
            InterpretedTerm term = query.terms().get(i);
            String word = isCorrected(i) ? correction(i, Objects.requireNonNull(lexemes[i])) : term.word();
            if (words.isEmpty()
                    || !isRespaced(i)
                    || !words.get(words.size() - 1).equals(word)) {
                words.add(word);
            }
        }
        return String.join(" ", words);
    }

    /** Returns what a term is meant to be; for the first and the last of two terms with a space at another place, both words. */
    private String correction(int index, String lexeme) {
        return query.respacings().stream()
                .filter(respacing -> respacing.span().contains(index))
                .flatMap(respacing -> respacing.readings().stream())
                .filter(reading -> reading.contains(lexeme))
                .findFirst()
                .map(reading -> String.join(" ", reading.terms()))
                .orElseGet(() -> query.terms().get(index).correction(lexeme));
    }

    private boolean isRespaced(int index) {
        String lexeme = lexemes[index];
        return lexeme != null
                && query.respacings().stream()
                        .anyMatch(respacing -> respacing.span().contains(index) && respacing.reads(lexeme));
    }

    private boolean isCorrected(int index) {
        String lexeme = lexemes[index];
        InterpretedTerm term = query.terms().get(index);
        boolean unfinished = query.unfinished() && index == qualities.length - 1;
        return lexeme != null
                && !lexeme.equals(term.word())
                && (term.isCorrectedTo(lexeme) || isRespaced(index))
                && !(unfinished && lexeme.startsWith(term.word()));
    }

    /** Collects the matches of one track, field by field. */
    static final class Builder {

        private final MatchDetails details;

        Builder(InterpretedQuery query) {
            details = new MatchDetails(query);
        }

        Builder add(Field field, double weight, FieldMatcher matches) {
            for (int i = 0; i < details.qualities.length; i++) {
                double quality = matches.quality(i);
                addPartial(i, field, weight, matches.partial(i));
                if (quality == 0 || !details.query.terms().get(i).accepts(field)) {
                    continue;
                }
                details.qualities[i] = Math.max(details.qualities[i], quality);
                if (details.lexemes[i] == null || quality * weight > details.scores[i]) {
                    details.scores[i] = quality * weight;
                    details.fields[i] = field;
                    details.lexemes[i] = matches.matched(i);
                }
            }
            return this;
        }

        private void addPartial(int term, Field field, double weight, @Nullable UnspacedMatch match) {
            if (match != null && details.query.terms().get(term).accepts(field)) {
                details.partials
                        .computeIfAbsent(term, i -> new Partial(match.length()))
                        .add(match, weight);
                if (details.fields[term] == null) {
                    details.fields[term] = field;
                    details.lexemes[term] = details.query.terms().get(term).word();
                }
            }
        }

        Builder artistCompleteness(double completeness) {
            details.artistCompleteness = completeness;
            return this;
        }

        Builder titleCompleteness(double completeness) {
            details.titleCompleteness = completeness;
            return this;
        }

        /** Returns whether a term could count more in a field of this weight. */
        boolean canImprove(double weight) {
            for (double score : details.scores) {
                if (score < weight) {
                    return true;
                }
            }
            return false;
        }

        /** Returns the details; nothing can be added afterwards. */
        MatchDetails build() {
            details.partials.keySet().removeIf(term -> details.qualities[term] > 0);
            details.partials.forEach((term, partial) -> {
                details.qualities[term] = partial.quality();
                details.scores[term] = partial.score();
            });
            return details;
        }
    }

    /** Characters of a term that fields have, which together may be all of it: a title and an artist in one word. */
    private static final class Partial {

        private static final double QUALITY = 0.85;

        private final BitSet characters = new BitSet();
        private final int length;
        private double weighted;

        Partial(int length) {
            this.length = length;
        }

        void add(UnspacedMatch match, double weight) {
            int before = characters.cardinality();
            characters.or(match.ofTerm());
            weighted += weight * (characters.cardinality() - before) / length;
        }

        double share() {
            return (double) characters.cardinality() / length;
        }

        double quality() {
            return QUALITY * share();
        }

        double score() {
            return QUALITY * weighted;
        }
    }
}
