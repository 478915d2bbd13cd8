package io.loist.search;

import io.loist.Cursor;
import io.loist.track.TrackFilter;
import io.loist.track.TrackSort;
import io.loist.track.TrackStatus;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text to search for, in which tracks, and what to return. Immutable; made by {@link #of} or {@link #builder}. */
public final class SearchQuery {

    /** Default maximum number of hits on a page: 20. */
    public static final int DEFAULT_LIMIT = 20;

    /** Greatest allowed maximum number of hits on a page: 200. */
    public static final int MAX_LIMIT = 200;

    /**
     * Maximum number of hits that a search counts, or sorts by anything but relevance: 5,000. If more tracks match, it takes those
     * with the highest static rank: the most popular ones or, without popularity, those with the shortest names.
     */
    public static final int MAX_COUNTED = 5_000;

    private final String text;
    private final TrackFilter filter;
    private final @Nullable TrackSort sort;
    private final boolean descending;
    private final double minScore;
    private final SearchWeights weights;
    private final int limit;
    private final @Nullable Cursor after;
    private final boolean total;
    private final Set<SearchFacet> facets;
    private final boolean highlights;
    private final boolean explanations;

    private SearchQuery(Builder builder) {
        this.text = builder.text;
        this.filter = builder.filter.statuses().isEmpty()
                ? builder.filter.toBuilder().status(TrackStatus.COMPLETED).build()
                : builder.filter;
        this.sort = builder.sort;
        this.descending = builder.descending;
        this.minScore = builder.minScore;
        this.weights = builder.weights;
        this.limit = builder.limit;
        this.after = builder.after;
        this.total = builder.total;
        this.facets = Collections.unmodifiableSet(EnumSet.copyOf(builder.facets));
        this.highlights = builder.highlights;
        this.explanations = builder.explanations;
    }

    /** Returns a query for the first {@value #DEFAULT_LIMIT} completed tracks that match a text. */
    public static SearchQuery of(String text) {
        return builder(text).build();
    }

    /**
     * Creates a builder of a query.
     *
     * <p>The text may contain operators: {@code "words"} in quotes must match as they are, in that order; {@code -word} excludes
     * tracks with that word; {@code this OR that} matches either word; {@code artist:}, {@code album:}, {@code genre:} and
     * {@code title:} before a word or a quotation restrict it to that field; {@code year:1970..1979}, {@code format:flac} and
     * {@code duration:3:00..4:30} (minutes and seconds, or seconds alone) restrict the tracks. A range may lack an end; a single
     * duration matches all that round to it. Anything else is text to search for.
     *
     * <p>If there is no text beside such restrictions, every track that meets them and the filter is a hit, in the order of the
     * static rank.
     *
     * @param text the text as it was typed; any text is valid. The last word also matches longer words that begin with it
     */
    public static Builder builder(String text) {
        return new Builder(text);
    }

    /** Returns the text to search for, as it was typed. */
    public String text() {
        return text;
    }

    /** Returns which tracks to search in; its statuses are never empty. */
    public TrackFilter filter() {
        return filter;
    }

    /** Returns what to order by, or null for relevance. */
    public @Nullable TrackSort sort() {
        return sort;
    }

    /** Returns whether the greatest value comes first; without meaning for relevance. */
    public boolean descending() {
        return descending;
    }

    /** Returns the minimum score of a hit, from 0 to 1. */
    public double minScore() {
        return minScore;
    }

    /** Returns how much a word counts, by the field it is found in. */
    public SearchWeights weights() {
        return weights;
    }

    /** Returns whether to count all hits. */
    public boolean total() {
        return total;
    }

    /** Returns the facets to count; unmodifiable. */
    public Set<SearchFacet> facets() {
        return facets;
    }

    /** Returns whether hits have highlights. */
    public boolean highlights() {
        return highlights;
    }

    /** Returns whether hits have explanations. */
    public boolean explanations() {
        return explanations;
    }

    /** Returns the maximum number of hits on the page. */
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
        private TrackFilter filter = TrackFilter.all();
        private final EnumSet<SearchFacet> facets = EnumSet.noneOf(SearchFacet.class);
        private @Nullable TrackSort sort;
        private boolean descending;
        private double minScore;
        private SearchWeights weights = SearchWeights.DEFAULT;
        private int limit = DEFAULT_LIMIT;
        private @Nullable Cursor after;
        private boolean total;
        private boolean highlights;
        private boolean explanations;

        private Builder(String text) {
            this.text = Objects.requireNonNull(text, "text");
        }

        /**
         * Sets which tracks to search in; by default all that are {@link TrackStatus#COMPLETED}. A filter that names no status
         * searches completed tracks; {@link io.loist.track.TrackFilterBuilder#anyStatus} searches tracks of every status.
         */
        public Builder filter(TrackFilter filter) {
            this.filter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /** Orders by this, the smallest value first, instead of by relevance; see {@link #MAX_COUNTED}. */
        public Builder ascending(TrackSort sort) {
            this.sort = Objects.requireNonNull(sort, "sort");
            this.descending = false;
            return this;
        }

        /** Orders by this, the greatest value first, instead of by relevance; see {@link #MAX_COUNTED}. */
        public Builder descending(TrackSort sort) {
            this.sort = Objects.requireNonNull(sort, "sort");
            this.descending = true;
            return this;
        }

        /**
         * Excludes hits with a lower score; by default 0, which excludes none. Misspelt and partial matches score lower the further
         * they are from the text: 0.1 keeps tracks that share a rare word with it, 0.4 those that match most of it.
         *
         * @throws IllegalArgumentException if {@code minScore} is not from 0 to 1
         */
        public Builder minScore(double minScore) {
            if (!(minScore >= 0 && minScore <= 1)) {
                throw new IllegalArgumentException("minScore must be from 0 to 1, but is " + minScore);
            }
            this.minScore = minScore;
            return this;
        }

        /** Sets how much a word counts, by the field it is found in; by default {@link SearchWeights#DEFAULT}. */
        public Builder weights(SearchWeights weights) {
            this.weights = Objects.requireNonNull(weights, "weights");
            return this;
        }

        /**
         * Counts the hits of all pages, up to {@link #MAX_COUNTED}; by default they are not counted. For frequent words this takes
         * some tens of milliseconds.
         */
        public Builder total() {
            this.total = true;
            return this;
        }

        /** Counts the hits of all pages, up to {@link #MAX_COUNTED}, by these facets; call it again for more. */
        public Builder facets(SearchFacet... facets) {
            this.facets.addAll(List.of(facets));
            return this;
        }

        /** Returns with each hit the parts of its names that matched. */
        public Builder highlights() {
            this.highlights = true;
            return this;
        }

        /** Returns with each hit why it has its score. */
        public Builder explanations() {
            this.explanations = true;
            return this;
        }

        /**
         * Sets the maximum number of hits on the page; by default {@value #DEFAULT_LIMIT}.
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
