package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.TermSpan;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.Hangul;
import io.loist.db.internal.text.SearchWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Candidate queries for tracks that have all words of a query: as typed, as corrected, joined, or unfinished; and whole names. */
public final class ExactMatchQueries {

    /** An unfinished word of at least this length is searched for as a prefix, a shorter one by its completions. */
    private static final int LONG_PREFIX = 4;

    private static final int MAX_PREFIX_MATCHES = 20_000;
    private static final int MAX_MATCHES = 2_000;
    private static final int MAX_COMPLETIONS = 32;
    /** A query for fewer terms than this saves nothing. */
    private static final int MIN_RAREST = 2;
    /** About one of this many tracks with a word in any field has the word as its whole title. */
    private static final int TRACKS_PER_TITLE = 10;
    /** Folding writes {@code &} as this word. */
    private static final String AND = "and";

    private final InterpretedQuery query;
    private final TsQueryBuilder tsqueries;
    private final CandidateQueries queries;
    private final int[] all;
    private final int[] possible;

    private ExactMatchQueries(InterpretedQuery query, CandidateQueries queries) {
        this.query = query;
        this.tsqueries = new TsQueryBuilder(query);
        this.queries = queries;
        this.all = IntStream.range(0, query.terms().size()).toArray();
        this.possible = IntStream.of(all).filter(i -> !term(i).matchesNothing()).toArray();
    }

    /** Returns the queries, the most exact first. */
    public static List<CandidateQuery> of(InterpretedQuery query, CandidateLimits limits) {
        return new ExactMatchQueries(query, new CandidateQueries(query, CandidateQuery.UNBOUNDED, limits.minPerQuery()))
                .all();
    }

    private List<CandidateQuery> all() {
        wholeNames();
        int rarest = queries.addRarest(certain());
        int corrected = possible.length > 0
                ? queries.addWithin(rarest, tsqueries.and(possible), queries.expected(possible), CandidateQueries.LIMIT)
                : CandidateQueries.NONE;
        if (IntStream.of(all).allMatch(i -> mayExist(term(i)))) {
            queries.addWithin(corrected, tsqueries.andLiterally(all), queries.expected(all), CandidateQueries.LIMIT);
        }
        query.joins().forEach(this::joined);
        withoutAnd(rarest);
        if (query.unfinished()) {
            prefix(rarest);
            completions(rarest);
        }
        new ReadingQueries(query, queries).addExact();
        return queries.all();
    }

    private void wholeNames() {
        String name = query.parsed().wholeName();
        if (name.isEmpty()) {
            return;
        }
        if (Hangul.isInitials(name) && name.length() > 1) {
            String initials = CandidateQuery.lexeme(
                    SearchWords.KOREAN_INITIALS + Fold.firstChars(name, SearchWords.MAX_TITLE_KEY));
            queries.add(initials + ":*", CandidateQuery.UNKNOWN, CandidateQueries.LIMIT);
            return;
        }
        if (query.frequency(SearchWords.ARTIST + name) > 0 || name.length() >= SearchWords.MAX_ARTIST_TERM) {
            queries.addArtist(SearchWords.ARTIST + name, 40);
        }
        if (name.length() <= SearchWords.MAX_TITLE_KEY) {
            int expected = query.counted() ? queries.expected(all) / TRACKS_PER_TITLE : CandidateQuery.EVERYWHERE;
            queries.add(CandidateQuery.lexeme(SearchWords.TITLE + name), expected, 40);
        }
    }

    /** Returns the terms that every query for all words has, however the words are read; none if they are too few. */
    private int[] certain() {
        int[] certain = IntStream.of(possible)
                .filter(i -> !query.unfinished() || i < all.length - 1)
                .filter(i -> !term(i).word().equals(AND))
                .toArray();
        return certain.length < MIN_RAREST ? new int[0] : certain;
    }

    private void joined(TermSpan join) {
        List<String> parts = new ArrayList<>();
        for (int i : all) {
            if (i == join.from()) {
                parts.add(CandidateQuery.lexeme(join.lexeme()));
            }
            if (!join.contains(i) && !term(i).matchesNothing()) {
                parts.add("(" + tsqueries.any(i) + ")");
            }
        }
        queries.add(String.join("&", parts), 0, 60);
    }

    /** "Salt &amp; Pepa" is also "Salt-N-Pepa". */
    private void withoutAnd(int rarest) {
        int[] others =
                IntStream.of(all).filter(i -> !term(i).word().equals(AND)).toArray();
        if (others.length > 0 && others.length < all.length) {
            queries.addWithin(rarest, tsqueries.andLiterally(others), queries.expected(others), 40);
        }
    }

    /** The last word as a prefix of any word: if it is long, or if its completions have not been counted. */
    private void prefix(int rarest) {
        InterpretedTerm last = query.last();
        boolean isComplete = last.completions().size() < MAX_COMPLETIONS;
        if (last.completions().isEmpty() || (query.counted() && possible.length == all.length && !isLongPrefix())) {
            return;
        }
        int[] before = IntStream.of(all).filter(i -> i < all.length - 1).toArray();
        String prefix = isComplete ? prefixed(last) : CandidateQuery.lexeme(last.word()) + ":*";
        String others = tsqueries.and(before);
        int expected = query.counted() ? last.frequencies().anyCompletion() : CandidateQuery.UNKNOWN;
        queries.addWithin(
                rarest,
                queries.query(
                        before.length == 0 ? prefix : others + "&" + prefix,
                        expected,
                        CandidateQueries.LIMIT,
                        MAX_PREFIX_MATCHES));
    }

    /** Returns a query for the last word and all words that begin with it. */
    private static String prefixed(InterpretedTerm last) {
        Stream<String> words = Stream.concat(Stream.of(last.word()), last.completions().stream());
        return "(" + TsQueryBuilder.anyOf(words.toList(), MAX_COMPLETIONS) + ")";
    }

    /** Returns whether a track may have a term as it is typed: whether the vocabulary knows it, or does not hold such terms. */
    private static boolean mayExist(InterpretedTerm term) {
        return term.known() || term.unspaced() || term.literalCount() > 1;
    }

    /** The last word by its likeliest completions, and without it, so that the few tracks with rarer ones are found. */
    private void completions(int rarest) {
        InterpretedTerm last = query.last();
        if (last.completions().isEmpty() || isLongPrefix()) {
            return;
        }
        String completions = TsQueryBuilder.anyOf(
                last.completions(), possible.length == 1 ? MAX_COMPLETIONS : TsQueryBuilder.MAX_COMPLETIONS);
        int[] before = IntStream.of(possible).filter(i -> i < all.length - 1).toArray();
        if (before.length == 0) {
            queries.add(completions, last.frequencies().anyCompletion(), CandidateQueries.LIMIT);
            return;
        }
        queries.addWithin(rarest, tsqueries.and(before) + "&(" + completions + ")", queries.expected(possible), 60);
        queries.addWithin(rarest, queries.query(tsqueries.and(before), queries.expected(before), 60, MAX_MATCHES));
    }

    private boolean isLongPrefix() {
        return query.last().word().length() >= LONG_PREFIX;
    }

    private InterpretedTerm term(int index) {
        return query.terms().get(index);
    }
}
