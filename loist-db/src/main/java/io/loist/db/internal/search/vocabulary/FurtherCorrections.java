package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.search.query.ParsedTerm;
import io.loist.db.internal.search.query.TermSpan;
import io.loist.db.internal.search.vocabulary.Vocabulary.Entries;
import io.loist.db.internal.search.vocabulary.Vocabulary.Lookup;
import io.loist.db.internal.search.vocabulary.Vocabulary.Misspelling;
import io.loist.db.internal.search.vocabulary.Vocabulary.MisspellingScope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads a query that no track matches as it is more freely: known words as misspellings of others, unknown words with more edits, and
 * words with the spaces between them at other places.
 */
final class FurtherCorrections {

    /** Known words of fewer letters are not corrected. */
    private static final int MIN_KNOWN_LENGTH = 3;
    /** Two halves of a word are looked for in words of at least this length. */
    private static final int MIN_SPLIT_LENGTH = 7;

    private static final int MIN_HALF = 3;
    private static final int MAX_SPLITS = 5;
    private static final int MAX_PAIRS = 4;
    private static final int MAX_PARTS = 4;
    private static final int MAX_READINGS = 8;
    /** What a space at another place costs, in edits. */
    private static final double OTHER_SPACE = 0.9;

    private static final double MAX_COST = 3.5;
    /** A shorter word that is the whole query may have two edits, but not two and another first letter: nothing supports that. */
    private static final int MIN_ALONE_LENGTH = 8;

    private static final double MAX_COST_ALONE = 2;

    private final Vocabulary vocabulary;
    private final InterpretedQuery query;
    private final Map<String, Integer> misspellings = new LinkedHashMap<>();
    private final List<Misspelling> lookedUp = new ArrayList<>();
    private Entries found = Entries.NONE;

    FurtherCorrections(Vocabulary vocabulary, InterpretedQuery query) {
        this.vocabulary = vocabulary;
        this.query = query;
    }

    /** Returns the query with what was found; the same query if that is nothing. One round trip, or two if a word may be two. */
    InterpretedQuery find() throws SQLException {
        List<Pair> pairs = pairs();
        Set<String> parts = new LinkedHashSet<>();
        IntStream.range(0, query.terms().size()).filter(this::isCorrectable).forEach(i -> add(term(i).word()));
        for (Pair pair : pairs) {
            add(pair.joined());
            pair.shifted()
                    .forEach(shifted -> shifted.forEach(part -> {
                        parts.add(part);
                        add(part);
                    }));
        }
        List<Integer> divisible = IntStream.range(0, query.terms().size())
                .filter(i -> isUnknown(i) && term(i).word().length() >= MIN_SPLIT_LENGTH)
                .boxed()
                .toList();
        divisible.forEach(i -> parts.addAll(halves(term(i).word())));
        if (lookedUp.isEmpty() && parts.isEmpty()) {
            return query;
        }
        found = vocabulary.lookUp(new Lookup(parts, lookedUp, MisspellingScope.ALL_WORDS, ""));
        List<Respacing> respacings = new ArrayList<>();
        pairs.forEach(pair -> addIfAny(respacings, pair.span(), readings(pair)));
        List<InterpretedTerm> terms = corrected();
        divide(divisible, respacings);
        return query.corrected(terms, respacings);
    }

    private List<InterpretedTerm> corrected() {
        List<InterpretedTerm> terms = new ArrayList<>(query.terms());
        for (int i = 0; i < terms.size(); i++) {
            InterpretedTerm term = terms.get(i);
            if (!isCorrectable(i)) {
                continue;
            }
            List<Correction> corrections = corrections(term.word());
            if (terms.size() == 1 && term.word().length() < MIN_ALONE_LENGTH) {
                corrections = corrections.stream()
                        .filter(correction -> correction.cost() <= MAX_COST_ALONE)
                        .toList();
            }
            terms.set(
                    i,
                    term.known()
                            ? term.withRealWordCorrections(corrections.stream()
                                    .map(Correction::variant)
                                    .toList())
                            : term.withCorrections(corrections, EditDistance.tolerated(term.word())));
        }
        return terms;
    }

    /** Looks for the words that a word consists of, one of which is misspelt: those whose other half is known. */
    private void divide(List<Integer> divisible, List<Respacing> respacings) throws SQLException {
        Map<Integer, List<Split>> splits = new LinkedHashMap<>();
        List<Misspelling> halves = new ArrayList<>();
        for (int i : divisible) {
            List<Split> likeliest = splits(term(i).word());
            splits.put(i, likeliest);
            likeliest.forEach(split -> halves.add(Misspelling.part(split.misspelt)));
        }
        if (halves.isEmpty()) {
            return;
        }
        Entries similar = vocabulary.lookUp(new Lookup(Set.of(), halves, MisspellingScope.ALL_WORDS, ""));
        int nth = 0;
        for (Map.Entry<Integer, List<Split>> term : splits.entrySet()) {
            List<Reading> readings = new ArrayList<>();
            for (Split split : term.getValue()) {
                List<Vocabulary.Term> words = similar.similar().getOrDefault(nth++, List.of());
                for (Correction correction : Correction.best(Misspelling.part(split.misspelt), words, List.of())) {
                    String other = correction.variant().terms().get(0);
                    readings.add(new Reading(
                            split.misspeltFirst ? List.of(other, split.known) : List.of(split.known, other),
                            OTHER_SPACE + correction.cost(),
                            Math.min(split.tracks, correction.tracks())));
                }
            }
            addIfAny(respacings, new TermSpan(term.getKey(), term.getKey(), ""), best(readings));
        }
    }

    private List<Split> splits(String word) {
        List<Split> splits = new ArrayList<>();
        for (int at = MIN_HALF; at <= word.length() - MIN_HALF; at++) {
            String head = word.substring(0, at);
            String tail = word.substring(at);
            int heads = found.frequencies().getOrDefault(head, 0);
            int tails = found.frequencies().getOrDefault(tail, 0);
            if (heads > 0) {
                splits.add(new Split(head, tail, heads, false));
            }
            if (tails > 0) {
                splits.add(new Split(tail, head, tails, true));
            }
        }
        splits.sort(Comparator.comparingDouble(split -> -split.known.length() - Math.log10(split.tracks)));
        return splits.subList(0, Math.min(MAX_SPLITS, splits.size()));
    }

    private static List<String> halves(String word) {
        return IntStream.rangeClosed(MIN_HALF, word.length() - MIN_HALF)
                .boxed()
                .flatMap(at -> List.of(word.substring(0, at), word.substring(at)).stream())
                .toList();
    }

    private void add(String word) {
        Misspelling misspelling = Misspelling.inCompany(word);
        if (misspelling.edits() > 0 && !misspellings.containsKey(word)) {
            misspellings.put(word, lookedUp.size());
            lookedUp.add(misspelling);
        }
    }

    private List<Correction> corrections(String word) {
        Integer nth = misspellings.get(word);
        return nth == null
                ? List.of()
                : Correction.best(
                        lookedUp.get(nth),
                        found.similar().getOrDefault(nth, List.of()),
                        found.splits().getOrDefault(nth, List.of()));
    }

    /** Returns neighbours, one of them unknown, between which a space may be wrong. */
    private List<Pair> pairs() {
        return IntStream.range(0, query.terms().size() - 1)
                .filter(i -> isUnknown(i) || isUnknown(i + 1))
                .filter(i -> isSpelling(i) && isSpelling(i + 1))
                .limit(MAX_PAIRS)
                .mapToObj(i -> new Pair(i, term(i).word(), term(i + 1).word()))
                .toList();
    }

    private List<TermVariant> readings(Pair pair) {
        List<Reading> readings = new ArrayList<>();
        for (Correction correction : corrections(pair.joined())) {
            readings.add(
                    new Reading(correction.variant().terms(), OTHER_SPACE + correction.cost(), correction.tracks()));
        }
        for (List<String> shifted : pair.shifted()) {
            for (Reading head : part(shifted.get(0))) {
                for (Reading tail : part(shifted.get(1))) {
                    readings.add(new Reading(
                            List.of(head.terms.get(0), tail.terms.get(0)),
                            OTHER_SPACE + head.cost + tail.cost,
                            Math.min(head.tracks, tail.tracks)));
                }
            }
        }
        return best(readings);
    }

    private List<Reading> part(String word) {
        List<Reading> part = new ArrayList<>();
        int tracks = found.frequencies().getOrDefault(word, 0);
        if (tracks > 0) {
            part.add(new Reading(List.of(word), 0, tracks));
        }
        corrections(word).stream()
                .filter(correction -> correction.variant().terms().size() == 1)
                .limit(MAX_PARTS)
                .forEach(correction ->
                        part.add(new Reading(correction.variant().terms(), correction.cost(), correction.tracks())));
        return part;
    }

    private static List<TermVariant> best(List<Reading> readings) {
        return readings.stream()
                .filter(reading -> reading.cost <= MAX_COST)
                .sorted(Comparator.comparingDouble(reading -> Correction.rank(reading.cost, reading.tracks)))
                .map(reading -> Correction.variant(reading.terms, reading.cost))
                .distinct()
                .limit(MAX_READINGS)
                .toList();
    }

    private static void addIfAny(List<Respacing> respacings, TermSpan span, List<TermVariant> readings) {
        if (!readings.isEmpty()) {
            respacings.add(new Respacing(span, readings));
        }
    }

    private boolean isUnknown(int index) {
        return !term(index).known() && isSpelling(index);
    }

    private boolean isSpelling(int index) {
        ParsedTerm parsed = term(index).parsed();
        return !parsed.exact() && !parsed.unspaced() && parsed.word().chars().noneMatch(Character::isDigit);
    }

    private boolean isCorrectable(int index) {
        InterpretedTerm term = term(index);
        boolean alone = query.terms().size() == 1;
        return isSpelling(index)
                && (!term.known()
                        || term.word().length() > MIN_KNOWN_LENGTH
                        || (!alone && term.word().length() > 1));
    }

    private InterpretedTerm term(int index) {
        return query.terms().get(index);
    }

    /** Neighbouring words. */
    private record Pair(int first, String left, String right) {

        TermSpan span() {
            return new TermSpan(first, first + 1, "");
        }

        String joined() {
            return left + right;
        }

        /** Returns the words with one letter on the other side of the space. */
        List<List<String>> shifted() {
            List<List<String>> shifted = new ArrayList<>();
            if (left.length() > 1) {
                int last = left.length() - 1;
                shifted.add(List.of(left.substring(0, last), left.charAt(last) + right));
            }
            if (right.length() > 1) {
                shifted.add(List.of(left + right.charAt(0), right.substring(1)));
            }
            return shifted;
        }
    }

    private record Reading(List<String> terms, double cost, int tracks) {}

    private record Split(String known, String misspelt, int tracks, boolean misspeltFirst) {}
}
