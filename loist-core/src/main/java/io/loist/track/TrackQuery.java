package io.loist.track;

import io.loist.Cursor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which tracks to list, in which order, and how many. Immutable; make one with {@link #builder}. */
public final class TrackQuery {

    /** Default maximum number of tracks on a page: 50. */
    public static final int DEFAULT_LIMIT = 50;

    /** Greatest allowed maximum number of tracks on a page: 1,000. */
    public static final int MAX_LIMIT = 1_000;

    private final TrackFilter filter;
    private final TrackSort sort;
    private final boolean descending;
    private final int limit;
    private final @Nullable Cursor after;
    private final Counting total;

    private TrackQuery(Builder builder) {
        this.filter = builder.filter;
        this.sort = builder.sort;
        this.descending = builder.descending;
        this.limit = builder.limit;
        this.after = builder.after;
        this.total = builder.total;
    }

    /** Returns a query for the first {@value #DEFAULT_LIMIT} tracks, the newest first. */
    public static TrackQuery newest() {
        return builder().build();
    }

    /** Creates a builder of a query, at first that of {@link #newest}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns which tracks to list. */
    public TrackFilter filter() {
        return filter;
    }

    /** Returns what to order by. */
    public TrackSort sort() {
        return sort;
    }

    /** Returns whether the greatest value comes first. */
    public boolean descending() {
        return descending;
    }

    /** Returns the maximum number of tracks on the page. */
    public int limit() {
        return limit;
    }

    /** Returns where the previous page ended, or null for the first page. */
    public @Nullable Cursor after() {
        return after;
    }

    /** Returns whether and how to count the tracks of all pages. */
    public Counting total() {
        return total;
    }

    /** Whether and how to count the tracks of all pages. */
    public enum Counting {
        /** No count. */
        NONE,
        /** The estimate of the database from its statistics: rough, at the same small cost for any number of tracks. */
        ESTIMATE,
        /** An exact count, made right after the page was read: the cost grows with the number of tracks. */
        EXACT
    }

    /** Builds a {@link TrackQuery}. Not safe for use by several threads at once. */
    public static final class Builder {

        private TrackFilter filter = TrackFilter.all();
        private TrackSort sort = TrackSort.CREATED;
        private boolean descending = true;
        private int limit = DEFAULT_LIMIT;
        private @Nullable Cursor after;
        private Counting total = Counting.NONE;

        private Builder() {}

        /** Sets which tracks to list; by default all. Unlike a search, a filter that names no status lists tracks of every status. */
        public Builder filter(TrackFilter filter) {
            this.filter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /** Orders by this, the smallest value first. */
        public Builder ascending(TrackSort sort) {
            this.sort = Objects.requireNonNull(sort, "sort");
            this.descending = false;
            return this;
        }

        /** Orders by this, the greatest value first; by default {@link TrackSort#CREATED}. */
        public Builder descending(TrackSort sort) {
            this.sort = Objects.requireNonNull(sort, "sort");
            this.descending = true;
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

        /** Sets whether and how to count the tracks of all pages, for {@link io.loist.Page#total()}; by default they are not counted. */
        public Builder total(Counting total) {
            this.total = Objects.requireNonNull(total, "total");
            return this;
        }

        /** Returns the query. */
        public TrackQuery build() {
            return new TrackQuery(this);
        }
    }
}
