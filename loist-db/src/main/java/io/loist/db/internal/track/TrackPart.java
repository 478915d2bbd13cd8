package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a list: the tracks with a value in the sort column after some track, or those without one.
 *
 * @param order the order
 * @param restriction which tracks: conditions on {@code track}, each after {@code AND}
 * @param sorting the clause {@code ORDER BY}
 * @param limit the maximum number of tracks
 */
record TrackPart(TrackOrder order, Sql restriction, String sorting, int limit) {

    /**
     * Returns the tracks with a value.
     *
     * @param value the value of the track {@code after}
     * @param direction ASC or DESC
     */
    static TrackPart present(TrackOrder order, String direction, @Nullable KeysetCursor after, @Nullable Object value) {
        String column = "track." + order.column();
        Sql restriction = Sql.of(order.mayBeAbsent() ? "AND " + column + " IS NOT NULL" : "");
        if (after != null) {
            restriction = restriction
                    .then("AND (" + column + ", track.id) " + beyond(direction) + " (:after_value, :after_id)")
                    .with("after_value", value)
                    .with("after_id", after.id());
        }
        return new TrackPart(order, restriction, sorting(order, direction), 0);
    }

    /** Returns the tracks without a value. */
    static TrackPart absent(TrackOrder order, String direction, @Nullable KeysetCursor after) {
        Sql restriction = Sql.of("AND track." + order.column() + " IS NULL");
        if (after != null) {
            restriction = restriction
                    .then("AND track.id " + beyond(direction) + " :after_id")
                    .with("after_id", after.id());
        }
        return new TrackPart(order, restriction, sorting(order, direction), 0);
    }

    TrackPart limit(int most) {
        return new TrackPart(order, restriction, sorting, most);
    }

    /** Always names the column, so that no index but its own is in this order. */
    private static String sorting(TrackOrder order, String direction) {
        return "ORDER BY track." + order.column() + " " + direction + ", track.id " + direction;
    }

    private static String beyond(String direction) {
        return direction.equals("DESC") ? "<" : ">";
    }
}
