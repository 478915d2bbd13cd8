package io.loist.catalog;

import io.loist.Cursor;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of one kind to list, in alphabetical order. Conditions may be combined; an entry must meet all of them. Immutable; made by
 * {@link #builder}.
 */
public final class CatalogQuery {

    /** Default maximum number of entries on a page: 50. */
    public static final int DEFAULT_LIMIT = 50;

    /** Greatest allowed maximum number of entries on a page: 1,000. */
    public static final int MAX_LIMIT = 1_000;

    private final CatalogKind kind;
    private final NameCondition names;
    private final @Nullable UUID twinsOf;
    private final int limit;
    private final @Nullable Cursor after;

    private CatalogQuery(Builder builder) {
        this.kind = builder.kind;
        this.names = builder.names;
        this.twinsOf = builder.twinsOf;
        this.limit = builder.limit;
        this.after = builder.after;
    }

    /** Creates a builder of a query for the first {@value #DEFAULT_LIMIT} entries of a kind. */
    public static Builder builder(CatalogKind kind) {
        return new Builder(kind);
    }

    /** Returns the kind of the entries. */
    public CatalogKind kind() {
        return kind;
    }

    /** Returns the letter of their {@link Heading}, or null for any. */
    public @Nullable String heading() {
        return names.heading();
    }

    /** Returns how their sort name begins, or null for any. */
    public @Nullable String prefix() {
        return names.prefix();
    }

    /** Returns the words in their sort name, or null for any. */
    public @Nullable String containing() {
        return names.containing();
    }

    /** Returns the entry whose name they must have, or null for any. */
    public @Nullable UUID twinsOf() {
        return twinsOf;
    }

    /** Returns the maximum number of entries on the page. */
    public int limit() {
        return limit;
    }

    /** Returns where the previous page ended, or null for the first page. */
    public @Nullable Cursor after() {
        return after;
    }

    /** Builds a {@link CatalogQuery}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final CatalogKind kind;
        private NameCondition names = NameCondition.ANY;
        private @Nullable UUID twinsOf;
        private int limit = DEFAULT_LIMIT;
        private @Nullable Cursor after;

        private Builder(CatalogKind kind) {
            this.kind = Objects.requireNonNull(kind, "kind");
        }

        /** Requires this {@link Heading#letter}; null for any. */
        public Builder heading(@Nullable String letter) {
            this.names = names.withHeading(letter);
            return this;
        }

        /** Requires that the sort name begins with this, without regard to case, accents and width; null for any. */
        public Builder prefix(@Nullable String prefix) {
            this.names = names.withPrefix(prefix);
            return this;
        }

        /**
         * Requires that each word of a text begins a word of the sort name, without regard to case, accents and width; a text without
         * letters and digits requires nothing. Null for any.
         */
        public Builder containing(@Nullable String words) {
            this.names = names.withContaining(words);
            return this;
        }

        /**
         * Requires the name of another entry, and leaves that one out: two artists of one name, or one artist of whom only some tracks have
         * a MusicBrainz id. If there is no such entry, none passes. Null for any.
         */
        public Builder twinsOf(@Nullable UUID id) {
            this.twinsOf = id;
            return this;
        }

        /**
         * Sets the maximum number of entries on the page; by default {@value #DEFAULT_LIMIT}.
         *
         * @throws IllegalArgumentException if {@code limit} is not from 1 to {@value #MAX_LIMIT}
         */
        public Builder limit(int limit) {
            this.limit = NameCondition.requireLimit(limit, MAX_LIMIT);
            return this;
        }

        /** Continues after the page whose {@link io.loist.Page#next()} this is; null for the first page. */
        public Builder after(@Nullable Cursor after) {
            this.after = after;
            return this;
        }

        /** Returns the query. */
        public CatalogQuery build() {
            return new CatalogQuery(this);
        }
    }
}
