package io.loist.search;

import io.loist.Cursor;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What to search for, in what, and how many hits to return. Immutable; make one with {@link #of} or {@link #builder}. */
public final class SearchQuery {

    /** How many hits a search returns unless told otherwise: 20. */
    public static final int DEFAULT_LIMIT = 20;

    /** The most hits one search returns: 200. */
    public static final int MAX_LIMIT = 200;

    private final String text;
    private final TrackFilter filter;
    private final int limit;
    private final @Nullable Cursor after;

    private SearchQuery(Builder builder) {
        this.text = builder.text;
        this.filter = builder.filter;
        this.limit = builder.limit;
        this.after = builder.after;
    }

    /** Returns a query for the first {@value #DEFAULT_LIMIT} completed tracks that match a text. */
    public static SearchQuery of(String text) {
        return builder(text).build();
    }

    /**
     * Starts a query.
     *
     * <p>Some signs have a meaning: {@code "words"} in quotes are taken as they are; {@code -word} is left out; {@code this OR
     * that} takes either word; {@code artist:}, {@code album:}, {@code genre:} and {@code title:} before a word or a quotation say
     * where it must be; {@code year:1970..1979}, {@code format:flac} and {@code duration:180..240} (seconds) limit the tracks. A
     * range may lack an end. Whatever is not of such a form is text.
     *
     * @param text what somebody typed; any text is allowed. The last word also matches longer words that begin with it
     */
    public static Builder builder(String text) {
        return new Builder(text);
    }

    /** Returns what to search for, as it was typed. */
    public String text() {
        return text;
    }

    /** Returns which tracks to search in; by default those with {@link TrackStatus#COMPLETED}. */
    public TrackFilter filter() {
        return filter;
    }

    /** Returns how many hits to return at most. */
    public int limit() {
        return limit;
    }

    /** Returns where the previous page ended, or null for the first page. */
    public @Nullable Cursor after() {
        return after;
    }

    /** Builds a {@link SearchQuery}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final String text;
        private TrackFilter filter =
                TrackFilter.builder().status(TrackStatus.COMPLETED).build();
        private int limit = DEFAULT_LIMIT;
        private @Nullable Cursor after;

        private Builder(String text) {
            this.text = Objects.requireNonNull(text, "text");
        }

        /** Sets which tracks to search in. A filter that names no status searches tracks of every status. */
        public Builder filter(TrackFilter filter) {
            this.filter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /**
         * Sets how many hits to return at most.
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

        /** Continues after the page whose {@link SearchResult#next()} this is; null for the first page. */
        public Builder after(@Nullable Cursor after) {
            this.after = after;
            return this;
        }

        /** Returns the query. */
        public SearchQuery build() {
            return new SearchQuery(this);
        }
    }
}
