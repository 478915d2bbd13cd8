package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.search.vocabulary.TermVariant;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the terms of a query as a {@code tsquery}. */
final class TsQueryBuilder {

    /** The number of completions that stand for an unfinished word beside others. */
    static final int MAX_COMPLETIONS = 8;

    private static final int MAX_VARIANTS = 12;
    private static final int MAX_PAIRS = 20;

    private final List<InterpretedTerm> terms;

    TsQueryBuilder(InterpretedQuery query) {
        this.terms = query.terms();
    }

    /** Returns a query for all of these terms, each in any variant. */
    String and(int[] chosen) {
        return and(chosen, this::any);
    }

    /** Returns a query for all of these terms as typed. */
    String andLiterally(int[] chosen) {
        return and(chosen, this::literal);
    }

    /** Returns a query for any variant of a term. */
    String any(int term) {
        InterpretedTerm meant = terms.get(term);
        long variants = Math.max(MAX_VARIANTS, meant.literalCount());
        long completions = meant.onlyCompletes() ? MAX_COMPLETIONS : 0;
        return meant.unspaced()
                ? pairs(meant.word())
                : Stream.concat(
                                meant.variants().stream().limit(variants).map(TsQueryBuilder::all),
                                meant.completions().stream().limit(completions).map(CandidateQuery::lexeme))
                        .collect(Collectors.joining("|"));
    }

    private String literal(int term) {
        InterpretedTerm meant = terms.get(term);
        return meant.unspaced()
                ? pairs(meant.word())
                : meant.variants().stream()
                        .limit(meant.literalCount())
                        .map(TsQueryBuilder::all)
                        .collect(Collectors.joining("|"));
    }

    /** Returns a query for any of these lexemes. */
    static String anyOf(Collection<String> lexemes, int max) {
        return lexemes.stream().limit(max).map(CandidateQuery::lexeme).collect(Collectors.joining("|"));
    }

    /** Returns a query for all terms of a variant. */
    static String all(TermVariant variant) {
        String all = variant.terms().stream().map(CandidateQuery::lexeme).collect(Collectors.joining("&"));
        return variant.terms().size() > 1 ? "(" + all + ")" : all;
    }

    private static String and(int[] chosen, IntFunction<String> tsquery) {
        return IntStream.of(chosen)
                .mapToObj(term -> "(" + tsquery.apply(term) + ")")
                .collect(Collectors.joining("&"));
    }

    /** Returns a query for a word of a script without spaces: all pairs of neighbouring characters. */
    private static String pairs(String word) {
        int[] chars = word.codePoints().toArray();
        if (chars.length == 1) {
            return CandidateQuery.lexeme(word);
        }
        return IntStream.range(0, Math.min(chars.length - 1, MAX_PAIRS))
                .mapToObj(i -> CandidateQuery.lexeme(new String(chars, i, 2)))
                .collect(Collectors.joining("&"));
    }
}
