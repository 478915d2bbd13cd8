package io.loist.db.internal.search.rank;

import io.loist.Cursor;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.search.rank.Ranker.Ranked;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hit's place in the order of a search: by score, then by static rank, then by id.
 *
 * @param score how well it matches
 * @param rank its static rank
 * @param id its id
 */
public record SearchCursor(double score, float rank, UUID id) implements Comparable<SearchCursor> {

    private static final Comparator<SearchCursor> ORDER = Comparator.comparingDouble(SearchCursor::score)
            .reversed()
            .thenComparing(Comparator.comparingDouble(SearchCursor::rank).reversed())
            .thenComparing(SearchCursor::id);

    public static SearchCursor of(Ranked ranked) {
        return new SearchCursor(
                ranked.score(), ranked.candidate().rank(), ranked.candidate().id());
    }

    /**
     * Reads a cursor again.
     *
     * @throws IllegalArgumentException if the cursor is of another question, or not one of loist's
     */
    public static SearchCursor of(Cursor cursor, String question) {
        KeysetCursor place = KeysetCursor.of(cursor, question, 2);
        try {
            return new SearchCursor(Double.parseDouble(text(place, 0)), Float.parseFloat(text(place, 1)), place.id());
        } catch (NumberFormatException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    public Cursor toCursor(String question) {
        return new KeysetCursor(question, List.of(Double.toString(score), Float.toString(rank)), id).toCursor();
    }

    public boolean isBefore(Ranked ranked) {
        return compareTo(of(ranked)) < 0;
    }

    @Override
    public int compareTo(SearchCursor other) {
        return ORDER.compare(this, other);
    }

    private static String text(KeysetCursor place, int value) {
        @Nullable String text = place.values().get(value);
        return text == null ? "" : text;
    }
}
