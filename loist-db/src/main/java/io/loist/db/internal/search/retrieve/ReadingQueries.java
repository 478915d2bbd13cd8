package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import io.loist.db.internal.search.vocabulary.InterpretedTerm;
import io.loist.db.internal.text.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Candidate queries for names in other scripts that are typed in Latin letters. */
final class ReadingQueries {

    private static final int MIN_PREFIX = 4;
    private static final int MAX_SPLIT_TERMS = 8;
    /** Names of this many letters and more are looked for without the other words. */
    private static final int MIN_NAME = 8;

    /** In longer queries, which may be sentences, too much looks like a name. */
    private static final int MAX_NAMED_TERMS = 6;

    private static final int FEW_TRACKS = 200;
    private static final int LIMIT = 60;

    private final InterpretedQuery query;
    private final TsQueryBuilder tsqueries;
    private final CandidateQueries queries;

    ReadingQueries(InterpretedQuery query, CandidateQueries queries) {
        this.query = query;
        this.tsqueries = new TsQueryBuilder(query);
        this.queries = queries;
    }

    /** Adds queries for all words as the reading of one name, and for each word as a word of a reading. */
    void addExact() {
        String whole = name(0, query.terms().size(), true);
        if (!whole.isEmpty()) {
            queries.add(whole, 0, LIMIT);
        }
        List<String> all = new ArrayList<>();
        boolean anyRead = false;
        for (int i = 0; i < query.terms().size(); i++) {
            String read = read(i);
            String typed = query.terms().get(i).matchesNothing() ? "" : tsqueries.any(i);
            if (read.isEmpty() && typed.isEmpty()) {
                return;
            }
            anyRead |= !read.isEmpty();
            all.add("(" + either(read, typed) + ")");
        }
        if (anyRead) {
            queries.add(String.join("&", all), rarest(), LIMIT);
        }
    }

    /** Adds a query for a whole name and another one, or for one that has most letters of the query. */
    void addNames() {
        int count = query.terms().size();
        List<String> ways = new ArrayList<>();
        for (int at = 1; at < count && count <= MAX_SPLIT_TERMS; at++) {
            String before = name(0, at, false);
            String after = name(at, count, true);
            String typedBefore = typed(0, at);
            String typedAfter = typed(at, count);
            addBoth(before, after, ways);
            addBoth(before, typedAfter, ways);
            addBoth(typedBefore, after, ways);
            addBoth(loan(0, at), typedAfter, ways);
            addBoth(typedBefore, loan(at, count), ways);
            if (count <= MAX_NAMED_TERMS) {
                addLong(before, at > 1 ? length(0, at) : 0, ways);
                addLong(name(at, count, false), count - at > 1 ? length(at, count) : 0, ways);
            }
        }
        if (!ways.isEmpty()) {
            queries.add(String.join("|", ways), 0, LIMIT);
        }
        String loan = loan(0, count);
        if (!loan.isEmpty()) {
            queries.add(loan, 0, LIMIT);
        }
    }

    /** Adds queries for some of the words. */
    void addRelaxed() {
        List<Integer> read = IntStream.range(0, query.terms().size())
                .filter(i -> !read(i).isEmpty())
                .boxed()
                .sorted(Comparator.comparingInt(this::tracks))
                .toList();
        for (int kept = Math.min(3, read.size()); kept > 1; kept--) {
            String some =
                    read.stream().limit(kept).map(i -> "(" + read(i) + ")").collect(Collectors.joining("&"));
            queries.add(some, tracks(read.get(0)) / 2 + 1, LIMIT);
        }
        if (!read.isEmpty() && tracks(read.get(0)) <= FEW_TRACKS) {
            queries.add(read(read.get(0)), tracks(read.get(0)), LIMIT);
        }
    }

    private static void addBoth(String one, String other, List<String> ways) {
        if (!one.isEmpty() && !other.isEmpty()) {
            ways.add("((" + one + ")&(" + other + "))");
        }
    }

    /** Adds a name of several words that tells enough by itself. */
    private static void addLong(String name, int length, List<String> ways) {
        if (!name.isEmpty() && length >= MIN_NAME) {
            ways.add("(" + name + ")");
        }
    }

    private int length(int from, int to) {
        return query.terms().subList(from, to).stream()
                .mapToInt(term -> term.word().length())
                .sum();
    }

    private static String either(String one, String other) {
        return Stream.of(one, other).filter(way -> !way.isEmpty()).collect(Collectors.joining("|"));
    }

    /** Returns a query for terms as the reading of a whole name, or of the beginning of one; empty if they are too short. */
    private String name(int from, int to, boolean beginning) {
        List<InterpretedTerm> terms = query.terms().subList(from, to);
        if (terms.stream().anyMatch(term -> term.parsed().exact())) {
            return "";
        }
        return Reading.ofName(terms.stream().map(InterpretedTerm::word).toList()).stream()
                .map(name -> CandidateQuery.lexeme(name) + (beginning && name.length() > MIN_PREFIX ? ":*" : ""))
                .collect(Collectors.joining("|"));
    }

    /** Returns a query for terms as a whole name of loan words; empty if they are too short. */
    private String loan(int from, int to) {
        List<InterpretedTerm> terms = query.terms().subList(from, to);
        return terms.stream().anyMatch(term -> term.parsed().exact())
                ? ""
                : Reading.ofLoanWords(terms.stream().map(InterpretedTerm::word).toList()).stream()
                        .map(CandidateQuery::lexeme)
                        .collect(Collectors.joining("|"));
    }

    /** Returns a query for terms as they are typed; empty if nothing has one of them. */
    private String typed(int from, int to) {
        int[] terms = IntStream.range(from, to).toArray();
        return IntStream.of(terms).anyMatch(i -> query.terms().get(i).matchesNothing()) ? "" : tsqueries.and(terms);
    }

    /** Returns a query for a term as a word of a reading; empty if no reading has it. */
    private String read(int term) {
        return readings(term).map(CandidateQuery::lexeme).collect(Collectors.joining("|"));
    }

    private Stream<String> readings(int term) {
        return Reading.ofWord(query.terms().get(term).word()).stream().filter(reading -> query.frequency(reading) > 0);
    }

    private int tracks(int term) {
        return readings(term).mapToInt(query::frequency).sum();
    }

    private int rarest() {
        return IntStream.range(0, query.terms().size())
                .map(i -> tracks(i) + query.terms().get(i).maxFrequency())
                .min()
                .orElse(0);
    }
}
