package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.TermSpan;
import io.loist.db.internal.search.vocabulary.InterpretedQuery;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects candidate queries, each {@code tsquery} once, the most exact first. */
final class CandidateQueries {

    /** The usual limit of a query; one that brings as many has been cut. */
    static final int LIMIT = 200;

    /** The number of no query. */
    static final int NONE = 0;

    /** Below this many expected matches, fetching all of them is cheaper than narrowing the query. */
    private static final int SMALL_RESULT = 60;

    /** Words of one query occur together this much more often than independent words would. */
    private static final double AFFINITY = 30;

    /** A query reads no more matches; words of more tracks are searched for tier by tier. */
    private static final int MAX_READ = 5_000;

    private final InterpretedQuery query;
    private final TsQueryBuilder tsqueries;
    private final Map<String, CandidateQuery> queries = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final int maxMatches;
    private final int minLimit;

    /**
     * Starts without queries.
     *
     * @param maxMatches the maximum number of matches of a query in a tier; those of a low static rank are left out
     * @param minLimit the minimum limit of a query
     */
    CandidateQueries(InterpretedQuery query, int maxMatches, int minLimit) {
        this.query = query;
        this.tsqueries = new TsQueryBuilder(query);
        this.maxMatches = maxMatches;
        this.minLimit = minLimit;
    }

    void add(String tsquery, int expected, int limit) {
        put(query(tsquery, expected, limit, maxMatches));
    }

    /** Adds a query that matches nothing the query of that number does not match, and returns its own number. */
    int addWithin(int superset, String tsquery, int expected, int limit) {
        return put(within(superset, query(tsquery, expected, limit, maxMatches)));
    }

    /** Adds such a query with a maximum number of matches of its own. */
    void addWithin(int superset, CandidateQuery bounded) {
        put(within(superset, bounded));
    }

    /** Adds a query for the whole name of an artist. */
    void addArtist(String lexeme, int limit) {
        add(CandidateQuery.lexeme(lexeme), query.frequency(lexeme), limit);
    }

    /** Adds a query for all of these terms. */
    void addAll(int[] terms, int limit) {
        addWithin(addRarest(terms), tsqueries.and(terms), expected(terms), limit);
    }

    /** Returns a query with the minimum limit applied. */
    CandidateQuery query(String tsquery, int expected, int limit, int maxMatches) {
        return CandidateQuery.of(tsquery, expected, Math.max(limit, minLimit), maxMatches);
    }

    /**
     * Adds a query for the rarest of these terms, as many of them as make a small result likely, and returns its number. In the
     * index, each further term costs about as much as the first for each track with the rarest term; if this query is not cut,
     * queries for more of the terms are left out.
     */
    int addRarest(int[] terms) {
        if (!query.counted() || minLimit > 0) {
            return NONE;
        }
        int[] rarest = IntStream.of(terms)
                .boxed()
                .sorted(Comparator.comparingInt(this::maxFrequency))
                .mapToInt(Integer::intValue)
                .toArray();
        if (rarest.length == 0 || maxFrequency(rarest[0]) > MAX_READ) {
            return NONE;
        }
        int tracks = query.library().tracks();
        double expected = tracks;
        for (int count = 1; count <= rarest.length; count++) {
            int[] chosen = IntStream.of(rarest).limit(count).sorted().toArray();
            double share = (double) maxFrequency(rarest[count - 1]) / tracks;
            expected = Math.max(tracksOfArtist(chosen), expected * Math.min(1, count == 2 ? AFFINITY * share : share));
            if (expected <= SMALL_RESULT) {
                return put(CandidateQuery.of(tsqueries.and(chosen), (int) expected, 2 * SMALL_RESULT, maxMatches));
            }
        }
        return NONE;
    }

    /** Returns the number of tracks that are likely to match all of these terms. */
    int expected(int[] terms) {
        if (!query.counted()) {
            return CandidateQuery.UNKNOWN;
        }
        int rarest = IntStream.of(terms).map(this::maxFrequency).min().orElse(0);
        return terms.length == 1 ? rarest : rarest / 2 + 1;
    }

    List<CandidateQuery> all() {
        return List.copyOf(queries.values());
    }

    /** Returns the maximum number of tracks of an artist whose name has all of these terms; 0 if there is none. */
    private int tracksOfArtist(int[] terms) {
        int max = 0;
        for (TermSpan artist : query.artists()) {
            if (IntStream.of(terms).allMatch(artist::contains)) {
                max = Math.max(max, query.frequency(artist.lexeme()));
            }
        }
        return max;
    }

    private int maxFrequency(int term) {
        return query.terms().get(term).maxFrequency();
    }

    private CandidateQuery within(int number, CandidateQuery narrower) {
        return number == NONE ? narrower : narrower.within(number, all().get(number - 1));
    }

    private int put(CandidateQuery added) {
        queries.putIfAbsent(added.tsquery(), added);
        return numbers.computeIfAbsent(added.tsquery(), tsquery -> numbers.size() + 1);
    }
}
