package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.ParsedQuery.Join;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects requests for candidates, each query once, the most exact first. */
final class CandidateQueries {

    /** How many candidates a request may bring; one that brings them all has been cut. */
    static final int FILL = 200;

    /** No other request. */
    static final int NONE = 0;

    /** So few tracks are rather all fetched than searched for those that have still more of the words. */
    private static final int FEW = 60;

    /** Words that stand together in a question stand together in so many times more tracks than chance would have it. */
    private static final double AFFINITY = 30;

    /** A request reads no more matches; what has a word in more tracks is to be looked for tier by tier. */
    private static final int MOST_READ = 5_000;

    private final ParsedQuery question;
    private final TsQueryBuilder wording;
    private final Map<String, CandidateQuery> asks = new LinkedHashMap<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final int most;
    private final int least;

    /**
     * Starts without any.
     *
     * @param most how many tracks a request may find in a tier, those with a low static rank being left out
     * @param least how many candidates a request brings at least, if there are so many
     */
    CandidateQueries(ParsedQuery question, int most, int least) {
        this.question = question;
        this.wording = new TsQueryBuilder(question);
        this.most = most;
        this.least = least;
    }

    void add(String query, int expected, int fill) {
        add(query, expected, fill, most);
    }

    void add(String query, int expected, int fill, int most) {
        put(CandidateQuery.of(query, expected, Math.max(fill, least), most));
    }

    /** Adds a request that finds only what the one at that place does, and returns its own. */
    int addInside(int place, String query, int expected, int fill) {
        return addInside(place, query, expected, fill, most);
    }

    int addInside(int place, String query, int expected, int fill, int most) {
        return put(
                CandidateQuery.of(query, expected, Math.max(fill, least), most).inside(place));
    }

    /** Adds a whole name of an artist. */
    void addName(String term, int fill) {
        add(CandidateQuery.lexeme(term), question.occurrences.getOrDefault(term, 0), fill);
    }

    /** Adds a request for all of these words. */
    void addAll(int[] slots, int fill) {
        addInside(core(slots), wording.and(slots, false), expected(slots), fill);
    }

    /**
     * Adds a request for the rarest of these words, so many that few tracks are likely to have them all, and returns its place.
     * Every further word would cost the index about as much for each track that has the rarest; if this request brings all it
     * finds, those for more of the words need not be made.
     */
    int core(int[] slots) {
        if (!question.counted || least > 0) {
            return NONE;
        }
        int[] rarest = IntStream.of(slots)
                .boxed()
                .sorted(Comparator.comparingInt(i -> question.slots.get(i).spread()))
                .mapToInt(Integer::intValue)
                .toArray();
        if (rarest.length == 0 || question.slots.get(rarest[0]).spread() > MOST_READ) {
            return NONE;
        }
        double expected = question.tracks;
        for (int n = 1; n <= rarest.length; n++) {
            int[] core = IntStream.of(rarest).limit(n).sorted().toArray();
            double share = (double) question.slots.get(rarest[n - 1]).spread() / question.tracks;
            expected = Math.max(named(core), expected * Math.min(1, n == 2 ? AFFINITY * share : share));
            if (expected <= FEW) {
                return put(CandidateQuery.of(wording.and(core, false), (int) expected, 2 * FEW, most));
            }
        }
        return NONE;
    }

    /** In how many tracks an artist occurs whose name has all these words; 0 if there is none. */
    private int named(int[] slots) {
        int most = 0;
        for (Join name : question.names) {
            if (IntStream.of(slots).allMatch(i -> i >= name.from() && i <= name.to())) {
                most = Math.max(most, question.occurrences.getOrDefault(name.term(), 0));
            }
        }
        return most;
    }

    private int put(CandidateQuery ask) {
        asks.putIfAbsent(ask.query(), ask);
        return places.computeIfAbsent(ask.query(), query -> places.size() + 1);
    }

    /** How many tracks may match all the words: as many as the rarest, fewer the more words there are. */
    int expected(int[] slots) {
        if (!question.counted) {
            return CandidateQuery.UNKNOWN;
        }
        int rarest = IntStream.of(slots)
                .map(i -> question.slots.get(i).spread())
                .min()
                .orElse(0);
        return slots.length == 1 ? rarest : rarest / 2 + 1;
    }

    List<CandidateQuery> all() {
        return List.copyOf(asks.values());
    }
}
