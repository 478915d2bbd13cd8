package io.loist.db.internal.track;

import io.loist.track.Track;
import io.loist.track.TrackSort;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The implementation of a {@link TrackSort}: its column, and how a row's position is encoded in a cursor and decoded. */
public enum TrackOrder {
    CREATED("created_at", Presence.ALWAYS) {
        @Override
        Object parse(String place) {
            OffsetDateTime moment = Instant.parse(place).atOffset(ZoneOffset.UTC);
            if (moment.getYear() < 0 || moment.getYear() > LAST_YEAR) {
                throw new DateTimeException("no track is from " + moment);
            }
            return moment;
        }

        @Override
        String place(Track track, ResultSet row) {
            return track.createdAt().toString();
        }
    },
    UPDATED("updated_at", Presence.ALWAYS) {
        @Override
        Object parse(String place) {
            return CREATED.parse(place);
        }

        @Override
        String place(Track track, ResultSet row) {
            return track.updatedAt().toString();
        }
    },
    /** A stale row has no key yet. */
    TITLE("title_key", Presence.MAYBE),
    ARTIST("artist_key", Presence.MAYBE),
    ALBUM("album_key", Presence.MAYBE),
    YEAR("year", Presence.MAYBE) {
        @Override
        Object parse(String place) {
            return Integer.valueOf(place);
        }
    },
    DURATION("duration_seconds", Presence.MAYBE) {
        @Override
        Object parse(String place) {
            return BigDecimal.valueOf(Duration.parse(place).toMillis(), 3);
        }

        @Override
        @Nullable
        String place(Track track, ResultSet row) {
            Duration duration = track.audio().duration();
            return duration == null ? null : duration.toString();
        }
    },
    POPULARITY("popularity", Presence.ALWAYS) {
        @Override
        Object parse(String place) {
            return Double.valueOf(place);
        }

        @Override
        String place(Track track, ResultSet row) {
            return Double.toString(track.popularity());
        }
    };

    /** The last year that is written with four digits. */
    private static final int LAST_YEAR = 9999;

    private final String column;
    private final Presence presence;

    TrackOrder(String column, Presence presence) {
        this.column = column;
        this.presence = presence;
    }

    public static TrackOrder of(TrackSort sort) {
        return switch (sort) {
            case CREATED -> CREATED;
            case UPDATED -> UPDATED;
            case TITLE -> TITLE;
            case ARTIST -> ARTIST;
            case ALBUM -> ALBUM;
            case YEAR -> YEAR;
            case DURATION -> DURATION;
            case POPULARITY -> POPULARITY;
        };
    }

    /** Returns the sort column. */
    public String column() {
        return column;
    }

    /** Returns whether the column may be null. */
    boolean mayBeAbsent() {
        return presence == Presence.MAYBE;
    }

    /**
     * Decodes a position into a value to compare the column with.
     *
     * @throws RuntimeException if it is not a valid position
     */
    Object parse(String place) {
        return place;
    }

    /** Encodes the position of a row that has the column {@link #column()}; null if the column is null. */
    @Nullable
    String place(Track track, ResultSet row) throws SQLException {
        return row.getString(column);
    }

    private enum Presence {
        ALWAYS,
        MAYBE
    }
}
