package io.loist.db.internal.search.retrieve;

import java.util.ArrayList;
import java.util.List;

/**
 * A bounded query for candidates.
 *
 * @param tsquery a {@code tsquery} in which {@link #TIER_MARK} stands for the prefix of a tier's lexemes
 * @param firstTier the tier to search first
 * @param lastTier the tier to search last, if those before it did not bring enough
 * @param limit the maximum number of candidates
 * @param supersets the numbers, counted from 1, of earlier queries that match everything this one does: if one of them was not
 *     cut, this one would bring nothing new
 */
public record CandidateQuery(String tsquery, int firstTier, int lastTier, int limit, List<Integer> supersets) {

    static final char TIER_MARK = '\u0001';

    /** An expectation: start with all tracks. */
    static final int EVERYWHERE = Integer.MAX_VALUE;
    /** An expectation: nothing has been counted. */
    static final int UNKNOWN = EVERYWHERE - 1;

    /** No maximum number of matches. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** The approximate share of all tracks in each tier. */
    private static final double[] TIER_SHARES = {0.0015, 0.01, 0.06, 0.27, 1};

    static final int ALL_TRACKS = TIER_SHARES.length - 1;

    public CandidateQuery {
        supersets = List.copyOf(supersets);
    }

    /**
     * Returns a query that starts in the smallest tier that is likely to fill it, and ends where more would cost too much.
     *
     * @param expected the number of tracks that are likely to match, or {@link #EVERYWHERE} or {@link #UNKNOWN}
     * @param limit the maximum number of candidates
     * @param maxMatches the maximum number of matches in a tier
     */
    public static CandidateQuery of(String tsquery, int expected, int limit, int maxMatches) {
        int first = 0;
        while (first < ALL_TRACKS && (expected == EVERYWHERE || expected * TIER_SHARES[first] < limit)) {
            first++;
        }
        int last = ALL_TRACKS;
        while (expected != UNKNOWN && last > first && expected * TIER_SHARES[last] > maxMatches) {
            last--;
        }
        return new CandidateQuery(tsquery, first, last, limit, List.of());
    }

    /** Returns this query with one more superset, whose own supersets are its own, too. */
    CandidateQuery within(int number, CandidateQuery superset) {
        List<Integer> all = new ArrayList<>(superset.supersets);
        all.add(number);
        return new CandidateQuery(tsquery, firstTier, lastTier, limit, all);
    }

    /** Returns a {@code tsquery} for one lexeme. */
    public static String lexeme(String lexeme) {
        return "'" + TIER_MARK + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
