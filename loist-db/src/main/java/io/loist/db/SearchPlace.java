package io.loist.db;

import io.loist.Cursor;
import io.loist.db.Ranker.Ranked;
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
record SearchPlace(double score, float rank, UUID id) implements Comparable<SearchPlace> {

    private static final Comparator<SearchPlace> ORDER = Comparator.comparingDouble(SearchPlace::score)
            .reversed()
            .thenComparing(Comparator.comparingDouble(SearchPlace::rank).reversed())
            .thenComparing(SearchPlace::id);

    static SearchPlace of(Ranked ranked) {
        return new SearchPlace(
                ranked.score(), ranked.candidate().rank(), ranked.candidate().id());
    }

    /**
     * Reads a cursor again.
     *
     * @throws IllegalArgumentException if the cursor is of another question, or not one of loist's
     */
    static SearchPlace of(Cursor cursor, String question) {
        Place place = Place.of(cursor, question, 2);
        try {
            return new SearchPlace(Double.parseDouble(text(place, 0)), Float.parseFloat(text(place, 1)), place.id());
        } catch (NumberFormatException e) {
            throw Place.foreign(e);
        }
    }

    Cursor toCursor(String question) {
        return new Place(question, List.of(Double.toString(score), Float.toString(rank)), id).toCursor();
    }

    boolean isBefore(Ranked ranked) {
        return compareTo(of(ranked)) < 0;
    }

    @Override
    public int compareTo(SearchPlace other) {
        return ORDER.compare(this, other);
    }

    private static String text(Place place, int value) {
        @Nullable String text = place.values().get(value);
        return text == null ? "" : text;
    }
}
