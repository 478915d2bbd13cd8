package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.search.vocabulary.TermVariant;
import io.loist.db.internal.text.Hangul;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
    private static final int MAX_VARIANTS_IN_COMPANY = 20;
    private static final int MAX_PAIRS = 20;

    private static final int MAX_LOOSE_PAIRS = 6;
    /** A word of this many pairs has so few characters that one of them makes most of it. */
    private static final int SHORT_WORD = 2;

    private final InterpretedQuery query;
    private final List<InterpretedTerm> terms;

    TsQueryBuilder(InterpretedQuery query) {
        this.query = query;
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
        long variants = Math.max(meant.tolerated() > 0 ? MAX_VARIANTS_IN_COMPANY : MAX_VARIANTS, meant.literalCount());
        long completions = meant.onlyCompletes() ? MAX_COMPLETIONS : 0;
        return meant.unspaced()
                ? pairs(meant, term == terms.size() - 1)
                : Stream.concat(
                                meant.variants().stream().limit(variants).map(TsQueryBuilder::all),
                                meant.completions().stream().limit(completions).map(CandidateQuery::lexeme))
                        .collect(Collectors.joining("|"));
    }

    private String literal(int term) {
        InterpretedTerm meant = terms.get(term);
        return meant.unspaced()
                ? pairs(meant, false)
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
    private static String pairs(InterpretedTerm term, boolean unfinished) {
        List<String> pairs = term.parsed().pairs();
        return IntStream.range(0, Math.min(pairs.size(), MAX_PAIRS))
                .mapToObj(i -> unfinished && !term.parsed().exact() && i == pairs.size() - 1
                        ? completed(pairs.get(i))
                        : CandidateQuery.lexeme(pairs.get(i)))
                .collect(Collectors.joining("&"));
    }

    /** Returns a query for a pair whose last character is a Korean syllable that may be unfinished. */
    private static String completed(String pair) {
        int last = pair.offsetByCodePoints(pair.length(), -1);
        List<String> completions = Hangul.completions(pair.substring(last));
        String any = completions.stream()
                .map(completion -> CandidateQuery.lexeme(pair.substring(0, last) + completion))
                .collect(Collectors.joining("|"));
        if (completions.isEmpty()) {
            return CandidateQuery.lexeme(last == 0 ? pair : pair.substring(0, last));
        }
        return completions.size() == 1 ? any : "(" + any + ")";
    }

    /**
     * Returns a query for a word of a script without spaces of which some characters are missing, wrong or too many: any two of its
     * rarest pairs of characters; of a short word, its ends or one pair.
     */
    String loosely(int term) {
        List<String> pairs = terms.get(term).parsed().pairs();
        List<String> known = pairs.stream()
                .limit(MAX_PAIRS)
                .filter(pair -> query.frequency(pair) > 0)
                .sorted(Comparator.comparingInt(query::frequency))
                .limit(MAX_LOOSE_PAIRS)
                .map(CandidateQuery::lexeme)
                .toList();
        List<String> ways = new ArrayList<>();
        int[] chars = terms.get(term).parsed().key().codePoints().toArray();
        if (pairs.size() <= SHORT_WORD) {
            ways.add(both(character(chars[0]), character(chars[chars.length - 1])));
        } else if (chars.length == SHORT_WORD + 2) {
            ways.add(both(CandidateQuery.lexeme(pairs.get(0)), character(chars[chars.length - 1])));
            ways.add(both(character(chars[0]), CandidateQuery.lexeme(pairs.get(pairs.size() - 1))));
        }
        if (pairs.size() <= SHORT_WORD || known.size() == 1) {
            ways.addAll(known);
        }
        for (int i = 0; i < known.size(); i++) {
            for (int j = i + 1; j < known.size(); j++) {
                ways.add(both(known.get(i), known.get(j)));
            }
        }
        return String.join("|", ways);
    }

    private static String both(String one, String other) {
        return "(" + one + "&" + other + ")";
    }

    private static String character(int codePoint) {
        return CandidateQuery.lexeme(Character.toString(codePoint));
    }
}
