package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.ParsedTerm;
import io.loist.db.internal.search.query.TermSpan;
import io.loist.db.internal.search.vocabulary.InterpretedQuery.LibraryState;
import io.loist.db.internal.search.vocabulary.InterpretedTerm.Frequencies;
import io.loist.db.internal.search.vocabulary.Vocabulary.Entries;
import io.loist.db.internal.search.vocabulary.Vocabulary.Lookup;
import io.loist.db.internal.search.vocabulary.Vocabulary.Misspelling;
import io.loist.db.internal.search.vocabulary.Vocabulary.MisspellingScope;
import io.loist.db.internal.search.vocabulary.Vocabulary.Term;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.Reading;
import io.loist.db.internal.text.SearchWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Interprets queries with a vocabulary: each interpretation is one look-up. */
public final class QueryInterpreter {

    private static final int MAX_NAME_TERMS = 6;
    private static final int MAX_PAIRS = 20;
    private static final double SINGULAR_QUALITY = 0.9;

    /** Stands for the size of a library that has not been counted; ten times what the most frequent word is estimated at. */
    private static final int UNCOUNTED_TRACKS = 200_000;

    private final Vocabulary vocabulary;

    public QueryInterpreter(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Finds variants of each word, corrections of unknown words, completions of the last one, and artist names among them. */
    public InterpretedQuery interpret(ParsedQuery query) throws SQLException {
        List<Integer> correctable = IntStream.range(0, query.terms().size())
                .filter(i -> isCorrectable(query.terms().get(i)))
                .boxed()
                .toList();
        Entries entries = vocabulary.lookUp(new Lookup(
                terms(query),
                correctable.stream().map(i -> misspelling(query.terms().get(i))).toList(),
                MisspellingScope.UNKNOWN_WORDS,
                query.unfinished() ? query.last().word() : ""));
        List<InterpretedTerm> terms = new ArrayList<>();
        for (int i = 0; i < query.terms().size(); i++) {
            ParsedTerm term = query.terms().get(i);
            boolean completed = query.unfinished() && i == query.terms().size() - 1;
            List<Term> completions = completed ? entries.completions() : List.of();
            terms.add(interpret(term, entries, corrections(term, correctable.indexOf(i), entries), completions));
        }
        boolean counted = entries.trackCount() > 0;
        int tracks = counted ? entries.trackCount() : UNCOUNTED_TRACKS;
        return new InterpretedQuery(
                query,
                terms,
                joins(query, entries.frequencies()),
                artists(query, entries.frequencies()),
                List.of(),
                new LibraryState(entries.stale(), tracks, counted, entries.frequencies()));
    }

    /** Reads a query more freely that no track matches as it is; returns the same query if there is nothing else to read in it. */
    public InterpretedQuery correctFurther(InterpretedQuery query) throws SQLException {
        return new FurtherCorrections(vocabulary, query).find();
    }

    /** Returns a query with its unknown words as the words of the library that they consist of; null if none of them does. */
    public @Nullable ParsedQuery divide(InterpretedQuery query) throws SQLException {
        Map<Integer, String> unknown = new TreeMap<>();
        Set<String> parts = new LinkedHashSet<>();
        for (int i = 0; i < query.terms().size(); i++) {
            InterpretedTerm term = query.terms().get(i);
            int length = term.word().length();
            if (!term.known()
                    && !term.parsed().exact()
                    && !term.unspaced()
                    && length >= WordDivision.MIN_LENGTH
                    && length <= WordDivision.MAX_LENGTH) {
                unknown.put(i, term.word());
                parts.addAll(WordDivision.parts(term.word()));
            }
        }
        if (unknown.isEmpty()) {
            return null;
        }
        Entries found = vocabulary.lookUp(new Lookup(parts, List.of(), MisspellingScope.UNKNOWN_WORDS, ""));
        Map<Integer, List<String>> words = new TreeMap<>();
        unknown.forEach((i, word) -> {
            List<String> likeliest = new WordDivision(word, found.frequencies())
                    .likeliest(query.library().tracks());
            if (!likeliest.isEmpty()) {
                words.put(i, likeliest);
            }
        });
        return words.isEmpty() ? null : query.parsed().divided(words);
    }

    private static boolean isCorrectable(ParsedTerm term) {
        return !term.exact() && !term.unspaced() && EditDistance.allowed(term.word()) > 0;
    }

    private static Misspelling misspelling(ParsedTerm term) {
        return Misspelling.of(term.word());
    }

    private static List<Correction> corrections(ParsedTerm term, int nth, Entries entries) {
        return nth < 0
                ? List.of()
                : Correction.best(
                        misspelling(term),
                        entries.similar().getOrDefault(nth, List.of()),
                        entries.splits().getOrDefault(nth, List.of()));
    }

    /** A word of a script without spaces occurs in at most as many tracks as the rarest of its pairs of characters. */
    private static InterpretedTerm interpretPairs(ParsedTerm term, Entries entries) {
        int[] tracks = term.pairs().stream()
                .limit(MAX_PAIRS)
                .mapToInt(pair -> entries.frequencies().getOrDefault(pair, 0))
                .toArray();
        int rarest = IntStream.of(tracks).min().orElse(0);
        int rarestKnown = IntStream.of(tracks).filter(count -> count > 0).min().orElse(0);
        return new InterpretedTerm(
                term,
                rarest > 0,
                InterpretedTerm.literals(term),
                List.of(),
                List.of(),
                new Frequencies(rarest, Math.max(1, rarestKnown), 0),
                0);
    }

    private static InterpretedTerm interpret(
            ParsedTerm term, Entries entries, List<Correction> corrections, List<Term> completions) {
        if (term.unspaced()) {
            return interpretPairs(term, entries);
        }
        Variants variants = new Variants(term);
        Integer frequency = entries.frequencies().get(term.word());
        boolean known = frequency != null;
        int word = frequency == null ? 0 : frequency;
        int any = word;
        Integer singular = term.exact() || !isPlural(term.word())
                ? null
                : entries.frequencies().get(singular(term.word()));
        if (singular != null) {
            any += variants.add(TermVariant.of(singular(term.word()), SINGULAR_QUALITY)) ? singular : 0;
            word = known ? word : Math.max(word, singular);
        }
        for (Correction correction : known ? List.<Correction>of() : corrections) {
            any += variants.add(correction.variant()) ? correction.tracks() : 0;
            word = Math.max(word, correction.tracks());
        }
        int completed = completions.stream().mapToInt(Term::tracks).sum();
        if (word == 0 && !term.exact()) {
            word = Reading.ofWord(term.word()).stream()
                    .mapToInt(reading -> entries.frequencies().getOrDefault(reading, 0))
                    .max()
                    .orElse(0);
        }
        if (word == 0) {
            word = completed;
            any = Math.max(any, completed);
        }
        return new InterpretedTerm(
                term,
                known,
                variants.all(),
                List.of(),
                completions.stream().map(Term::text).toList(),
                new Frequencies(word, any, completed),
                0);
    }

    /** Returns what to look up as it is: words and their singulars, artist names, and pairs of words joined. */
    private static Set<String> terms(ParsedQuery query) {
        Set<String> terms = new LinkedHashSet<>();
        for (ParsedTerm term : query.terms()) {
            if (term.unspaced()) {
                term.pairs().stream().limit(MAX_PAIRS).forEach(terms::add);
                continue;
            }
            terms.add(term.word());
            if (!term.exact()) {
                terms.addAll(Reading.ofWord(term.word()));
            }
            if (!term.exact() && isPlural(term.word())) {
                terms.add(singular(term.word()));
            }
        }
        for (TermSpan span : spans(query)) {
            terms.add(SearchWords.ARTIST + span.lexeme());
            if (isPlural(span.lexeme())) {
                terms.add(SearchWords.ARTIST + singular(span.lexeme()));
            }
            if (span.to() == span.from() + 1) {
                terms.add(joined(query, span));
            }
        }
        return terms;
    }

    private static List<TermSpan> artists(ParsedQuery query, Map<String, Integer> frequencies) {
        List<TermSpan> artists = new ArrayList<>();
        for (TermSpan span : spans(query)) {
            String name = SearchWords.ARTIST + span.lexeme();
            if (!frequencies.containsKey(name) && isPlural(span.lexeme())) {
                name = SearchWords.ARTIST + singular(span.lexeme());
            }
            if (frequencies.containsKey(name)) {
                artists.add(new TermSpan(span.from(), span.to(), name));
            }
        }
        return artists;
    }

    private static List<TermSpan> joins(ParsedQuery query, Map<String, Integer> frequencies) {
        List<TermSpan> joins = new ArrayList<>(query.joins());
        for (TermSpan span : spans(query)) {
            if (span.to() == span.from() + 1 && frequencies.containsKey(joined(query, span))) {
                joins.add(new TermSpan(span.from(), span.to(), joined(query, span)));
            }
        }
        return joins;
    }

    /** Returns all runs of a few terms, each with the key of a name of these words. */
    private static List<TermSpan> spans(ParsedQuery query) {
        int count = query.terms().size();
        List<TermSpan> spans = new ArrayList<>();
        for (int from = 0; from < count; from++) {
            for (int to = from; to < Math.min(count, from + MAX_NAME_TERMS); to++) {
                spans.add(new TermSpan(from, to, SearchWords.key(query.words(from, to))));
            }
        }
        return spans;
    }

    private static String joined(ParsedQuery query, TermSpan span) {
        return Fold.firstChars(query.words(span.from(), span.to()).replace(" ", ""), SearchWords.MAX_LEXEME);
    }

    private static boolean isPlural(String word) {
        return word.length() > 3 && word.endsWith("s");
    }

    /** Returns a plural or possessive ("smiths", "adeles") without its last letter. */
    private static String singular(String plural) {
        return plural.substring(0, plural.length() - 1);
    }

    /** Collects the variants of a term, each once. */
    private static final class Variants {

        private final List<TermVariant> all;

        Variants(ParsedTerm term) {
            all = InterpretedTerm.literals(term);
        }

        boolean add(TermVariant variant) {
            return all.stream().noneMatch(other -> other.terms().equals(variant.terms())) && all.add(variant);
        }

        List<TermVariant> all() {
            return all;
        }
    }
}
