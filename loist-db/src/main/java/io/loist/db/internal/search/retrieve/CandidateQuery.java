package io.loist.db.internal.search.retrieve;

/**
 * One bounded request for candidates.
 *
 * @param query a {@code tsquery} in which {@link #PLACEHOLDER} stands for the mark of a tier
 * @param firstTier the tier to look in first
 * @param lastTier the tier to look in last, if there are not enough in those before
 * @param fill how many to take
 * @param inside the place of a request, counted from 1, that finds all this one can, if it is not cut; 0 if there is none
 */
public record CandidateQuery(String query, int firstTier, int lastTier, int fill, int inside) {

    static final char PLACEHOLDER = '\u0001';

    /** Expected of what is looked for among all tracks at once. */
    static final int EVERYWHERE = Integer.MAX_VALUE;
    /** Expected of what nobody has counted. */
    static final int UNKNOWN = EVERYWHERE - 1;

    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Which part of all tracks a tier holds, roughly. */
    private static final double[] SHARE = {0.0015, 0.01, 0.06, 0.27, 1};

    private static final int LAST_TIER = SHARE.length - 1;

    /**
     * Starts at the smallest tier that is likely to hold enough, and ends where more would cost too much.
     *
     * @param expected in how many tracks it is likely to be found
     * @param most how many tracks may be found in a tier
     */
    public static CandidateQuery of(String query, int expected, int fill, int most) {
        int first = 0;
        while (first < LAST_TIER && (expected == EVERYWHERE || expected * SHARE[first] < fill)) {
            first++;
        }
        int last = LAST_TIER;
        while (expected != UNKNOWN && last > first && expected * SHARE[last] > most) {
            last--;
        }
        return new CandidateQuery(query, first, last, fill, 0);
    }

    CandidateQuery inside(int place) {
        return new CandidateQuery(query, firstTier, lastTier, fill, place);
    }

    public static String lexeme(String term) {
        return "'" + PLACEHOLDER + term.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
