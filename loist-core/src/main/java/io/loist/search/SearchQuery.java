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

/** What to search for, in what, and what to tell about it. Immutable; make one with {@link #of} or {@link #builder}. */
public final class SearchQuery {

    /** How many hits a search returns unless told otherwise: 20. */
    public static final int DEFAULT_LIMIT = 20;

    /** The most hits one search returns: 200. */
    public static final int MAX_LIMIT = 200;

    /**
     * How many hits a search counts or puts into another order than that of relevance: 5,000. If more tracks match, these are
     * the ones with the highest static rank: the most popular ones or, without popularity, those with the shortest names.
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
     * Starts a query.
     *
     * <p>Some signs have a meaning: {@code "words"} in quotes are taken as they are; {@code -word} is left out; {@code this OR
     * that} takes either word; {@code artist:}, {@code album:}, {@code genre:} and {@code title:} before a word or a quotation say
     * where it must be; {@code year:1970..1979}, {@code format:flac} and {@code duration:3:00..4:30} (minutes and seconds, or
     * seconds alone) limit the tracks. A range may lack an end; a single duration stands for all that round to it. Whatever is
     * not of such a form is text.
     *
     * <p>Where there is no text beside such limits, every track that passes them and the filter is a hit, those with the highest
     * static rank first.
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

    /** Returns which tracks to search in; its statuses are never empty. */
    public TrackFilter filter() {
        return filter;
    }

    /** Returns what to order by, or null for relevance. */
    public @Nullable TrackSort sort() {
        return sort;
    }

    /** Returns whether the greatest comes first; of no meaning for relevance. */
    public boolean descending() {
        return descending;
    }

    /** Returns the least score of a hit. */
    public double minScore() {
        return minScore;
    }

    /** Returns how much a word counts by where it is found. */
    public SearchWeights weights() {
        return weights;
    }

    /** Returns whether to count all hits. */
    public boolean total() {
        return total;
    }

    /** Returns by what to count the hits; unmodifiable. */
    public Set<SearchFacet> facets() {
        return facets;
    }

    /** Returns whether to say where names say what was typed. */
    public boolean highlights() {
        return highlights;
    }

    /** Returns whether to say why a hit has its score. */
    public boolean explanations() {
        return explanations;
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

        /** Orders by this, the least first, instead of by relevance; see {@link #MAX_COUNTED}. */
        public Builder ascending(TrackSort sort) {
            this.sort = Objects.requireNonNull(sort, "sort");
            this.descending = false;
            return this;
        }

        /** Orders by this, the greatest first, instead of by relevance; see {@link #MAX_COUNTED}. */
        public Builder descending(TrackSort sort) {
            this.sort = Objects.requireNonNull(sort, "sort");
            this.descending = true;
            return this;
        }

        /**
         * Leaves out hits with a lower score. Misspelt and half-matching texts score lower the further they are from what was
         * typed; 0.1 keeps what shares a telling word, 0.4 what matches most of the text.
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

        /** Sets how much a word counts by where it is found; {@link SearchWeights#DEFAULT} unless told otherwise. */
        public Builder weights(SearchWeights weights) {
            this.weights = Objects.requireNonNull(weights, "weights");
            return this;
        }

        /** Counts all hits: one by one, up to {@link #MAX_COUNTED}. For frequent words that takes some tens of milliseconds. */
        public Builder total() {
            this.total = true;
            return this;
        }

        /** Counts all hits, up to {@link #MAX_COUNTED}, by these; call it again for more. */
        public Builder facets(SearchFacet... facets) {
            this.facets.addAll(List.of(facets));
            return this;
        }

        /** Says of each hit where its names say what was typed. */
        public Builder highlights() {
            this.highlights = true;
            return this;
        }

        /** Says of each hit why it has its score. */
        public Builder explanations() {
            this.explanations = true;
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
