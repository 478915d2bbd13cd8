package io.loist.db.internal.search;

import io.loist.Cursor;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.search.rank.ScoredCandidate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The position of a hit in the order of relevance: by score, then by static rank, then by id.
 *
 * @param score its score
 * @param rank its static rank
 * @param id its id
 */
record SearchCursor(double score, float rank, UUID id) implements Comparable<SearchCursor> {

    private static final Comparator<SearchCursor> ORDER = Comparator.comparingDouble(SearchCursor::score)
            .reversed()
            .thenComparing(Comparator.comparingDouble(SearchCursor::rank).reversed())
            .thenComparing(SearchCursor::id);

    static SearchCursor of(ScoredCandidate scored) {
        return new SearchCursor(
                scored.score(), scored.candidate().rank(), scored.candidate().id());
    }

    /**
     * Reads a cursor.
     *
     * @throws IllegalArgumentException if the cursor belongs to a query with another fingerprint, or is not one of loist's
     */
    static SearchCursor of(Cursor cursor, String fingerprint) {
        KeysetCursor position = KeysetCursor.of(cursor, fingerprint, 2);
        try {
            return new SearchCursor(
                    Double.parseDouble(value(position, 0)), Float.parseFloat(value(position, 1)), position.id());
        } catch (NumberFormatException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    Cursor toCursor(String fingerprint) {
        return new KeysetCursor(fingerprint, List.of(Double.toString(score), Float.toString(rank)), id).toCursor();
    }

    boolean isBefore(ScoredCandidate scored) {
        return compareTo(of(scored)) < 0;
    }

    @Override
    public int compareTo(SearchCursor other) {
        return ORDER.compare(this, other);
    }

    private static String value(KeysetCursor position, int index) {
        @Nullable String value = position.values().get(index);
        return value == null ? "" : value;
    }
}
