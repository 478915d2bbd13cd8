package io.loist.db;

/**
 * One bounded request for candidates.
 *
 * @param query a {@code tsquery} in which {@link #PLACEHOLDER} stands for the mark of a tier
 * @param firstTier the tier to look in first
 * @param lastTier the tier to look in last, if there are not enough in those before
 * @param fill how many to take
 */
record Ask(String query, int firstTier, int lastTier, int fill) {

    static final char PLACEHOLDER = '\u0001';

    static String lexeme(String term) {
        return "'" + PLACEHOLDER + term.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
