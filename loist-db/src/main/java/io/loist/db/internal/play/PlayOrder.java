package io.loist.db.internal.play;

import io.loist.play.PlayCount;
import io.loist.play.PlayQuery;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The order of a list of played tracks: by a column, the greatest first. */
enum PlayOrder {
    RECENT("last_at", "") {
        @Override
        Object first() {
            return OffsetDateTime.MAX;
        }

        @Override
        Object parse(String place) {
            return OffsetDateTime.parse(place);
        }

        @Override
        String place(PlayCount count) {
            return count.lastPlayed().atOffset(ZoneOffset.UTC).toString();
        }
    },
    MOST_PLAYED("completed", " AND %1$s.completed > 0") {
        @Override
        Object first() {
            return Long.MAX_VALUE;
        }

        @Override
        Object parse(String place) {
            return Long.valueOf(place);
        }

        @Override
        String place(PlayCount count) {
            return Long.toString(count.completed());
        }
    };

    private final String column;
    private final String condition;

    PlayOrder(String column, String condition) {
        this.column = column;
        this.condition = condition;
    }

    static PlayOrder of(PlayQuery.Order order) {
        return switch (order) {
            case RECENT -> RECENT;
            case MOST_PLAYED -> MOST_PLAYED;
        };
    }

    String column() {
        return column;
    }

    /** Returns what a track must be to be in the list; empty for nothing. */
    String condition() {
        return condition;
    }

    /** Returns what comes before the first value. */
    abstract Object first();

    /**
     * Decodes a position into a value to compare the column with.
     *
     * @throws RuntimeException if it is not a valid position
     */
    abstract Object parse(String place);

    /** Encodes the position of a track. */
    abstract String place(PlayCount count);
}
