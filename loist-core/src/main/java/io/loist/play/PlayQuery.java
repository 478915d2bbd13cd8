package io.loist.play;

import io.loist.Cursor;
import io.loist.internal.ListenerId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which played tracks to list, and in which order. Immutable; made by {@link #builder}. */
public final class PlayQuery {

    /** Default maximum number of tracks on a page: 50. */
    public static final int DEFAULT_LIMIT = 50;

    /** Greatest allowed maximum number of tracks on a page: 1,000. */
    public static final int MAX_LIMIT = 1_000;

    /** Maximum length of a period: 366 days. */
    public static final int MAX_DAYS = 366;

    /** The order of a list. */
    public enum Order {
        /** The tracks that were played last come first, those that were skipped, too. */
        RECENT,
        /** The tracks with the greatest number of plays that were not skipped come first; tracks without such a play are left out. */
        MOST_PLAYED
    }

    private final Order order;
    private final @Nullable String listener;
    private final @Nullable LocalDate firstDay;
    private final @Nullable LocalDate lastDay;
    private final int limit;
    private final @Nullable Cursor after;

    private PlayQuery(Builder builder) {
        this.order = builder.order;
        this.listener = builder.listener;
        this.firstDay = builder.firstDay;
        this.lastDay = builder.lastDay;
        this.limit = builder.limit;
        this.after = builder.after;
    }

    /** Creates a builder of a query for the first {@value #DEFAULT_LIMIT} tracks that anyone has played. */
    public static Builder builder(Order order) {
        return new Builder(order);
    }

    /** Returns the order of the list. */
    public Order order() {
        return order;
    }

    /** Returns whose plays count, or null for those of all listeners. */
    public @Nullable String listener() {
        return listener;
    }

    /** Returns the first day of the period, or null for all times. */
    public @Nullable LocalDate firstDay() {
        return firstDay;
    }

    /** Returns the last day of the period, or null for all times. */
    public @Nullable LocalDate lastDay() {
        return lastDay;
    }

    /** Returns the maximum number of tracks on the page. */
    public int limit() {
        return limit;
    }

    /** Returns where the previous page ended, or null for the first page. */
    public @Nullable Cursor after() {
        return after;
    }

    /** Builds a {@link PlayQuery}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final Order order;
        private @Nullable String listener;
        private @Nullable LocalDate firstDay;
        private @Nullable LocalDate lastDay;
        private int limit = DEFAULT_LIMIT;
        private @Nullable Cursor after;

        private Builder(Order order) {
            this.order = Objects.requireNonNull(order, "order");
        }

        /**
         * Counts the plays of one listener only; null, the default, for those of all.
         *
         * @throws IllegalArgumentException if {@code listener} cannot be the id of a listener, see {@link Play#listener}
         */
        public Builder listener(@Nullable String listener) {
            this.listener = listener == null ? null : ListenerId.require(listener);
            return this;
        }

        /**
         * Sets a period. {@link Order#MOST_PLAYED} then counts the plays of these days only, and of each day those of the 200 tracks
         * played most; {@link Order#RECENT} lists the tracks whose last play began on one of them. By default all times.
         *
         * @param first the first day, of UTC
         * @param last the last day, up to {@value #MAX_DAYS} days with the first one
         * @throws IllegalArgumentException if {@code last} is before {@code first}, or the period is longer
         */
        public Builder days(LocalDate first, LocalDate last) {
            long days = ChronoUnit.DAYS.between(first, last) + 1;
            if (days < 1 || days > MAX_DAYS) {
                throw new IllegalArgumentException("a period must have 1 to " + MAX_DAYS + " days, but from " + first
                        + " to " + last + " are " + days);
            }
            this.firstDay = first;
            this.lastDay = last;
            return this;
        }

        /**
         * Sets the maximum number of tracks on the page; by default {@value #DEFAULT_LIMIT}.
         *
         * @throws IllegalArgumentException if {@code limit} is not from 1 to {@value #MAX_LIMIT}
         */
        public Builder limit(int limit) {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + ", but is " + limit);
            }
            this.limit = limit;
            return this;
        }

        /** Continues after the page whose {@link io.loist.Page#next()} this is; null for the first page. */
        public Builder after(@Nullable Cursor after) {
            this.after = after;
            return this;
        }

        /** Returns the query. */
        public PlayQuery build() {
            return new PlayQuery(this);
        }
    }
}
