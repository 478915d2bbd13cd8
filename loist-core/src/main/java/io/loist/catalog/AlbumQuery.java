package io.loist.catalog;

import io.loist.Cursor;
import io.loist.track.TrackFilter.Range;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which albums to list, and in which order. Conditions may be combined; an album must meet all of them. Immutable; made by
 * {@link #builder}.
 *
 * <pre>{@code
 * AlbumQuery.builder().order(Order.ADDED).limit(12).build();              // recently added
 * AlbumQuery.builder().artist(bjork, ArtistPart.APPEARS_ON).build();
 * AlbumQuery.builder().years(1970, 1979).order(Order.RELEASED).build();   // a decade
 * AlbumQuery.builder().random(42).limit(12).build();
 * }</pre>
 */
public final class AlbumQuery {

    /** Default maximum number of albums on a page: 50. */
    public static final int DEFAULT_LIMIT = 50;

    /** Greatest allowed maximum number of albums on a page: 500. */
    public static final int MAX_LIMIT = 500;

    private final NameCondition names;
    private final @Nullable UUID artist;
    private final ArtistPart part;
    private final @Nullable UUID genre;
    private final @Nullable UUID label;
    private final @Nullable Range<Integer> years;
    private final @Nullable UUID twinsOf;
    private final boolean withoutArtwork;
    private final Order order;
    private final long seed;
    private final int limit;
    private final @Nullable Cursor after;

    private AlbumQuery(Builder builder) {
        this.names = builder.names;
        this.artist = builder.artist;
        this.part = builder.part;
        this.genre = builder.genre;
        this.label = builder.label;
        this.years = builder.years;
        this.twinsOf = builder.twinsOf;
        this.withoutArtwork = builder.withoutArtwork;
        this.order = builder.order;
        this.seed = builder.seed;
        this.limit = builder.limit;
        this.after = builder.after;
    }

    /** Creates a builder of a query for the first {@value #DEFAULT_LIMIT} albums in alphabetical order. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the letter of their {@link Heading}, or null for any. */
    public @Nullable String heading() {
        return names.heading();
    }

    /** Returns how their sort title begins, or null for any. */
    public @Nullable String prefix() {
        return names.prefix();
    }

    /** Returns the words in their sort title, or null for any. */
    public @Nullable String containing() {
        return names.containing();
    }

    /** Returns the artist who must have the {@linkplain #part part}, or null for any. */
    public @Nullable UUID artist() {
        return artist;
    }

    /** Returns the part of the {@linkplain #artist artist}. */
    public ArtistPart part() {
        return part;
    }

    /** Returns the genre of at least one of their tracks, or null for any. */
    public @Nullable UUID genre() {
        return genre;
    }

    /** Returns the label of at least one of their tracks, or null for any. */
    public @Nullable UUID label() {
        return label;
    }

    /** Returns the range of {@link Album#year}, or null for any. */
    public @Nullable Range<Integer> years() {
        return years;
    }

    /** Returns the album whose artist and title they must have, or null for any. */
    public @Nullable UUID twinsOf() {
        return twinsOf;
    }

    /** Returns whether none of their tracks may have a cover. */
    public boolean withoutArtwork() {
        return withoutArtwork;
    }

    /** Returns the order. */
    public Order order() {
        return order;
    }

    /** Returns the seed of {@link Order#RANDOM}. */
    public long seed() {
        return seed;
    }

    /** Returns the maximum number of albums on the page. */
    public int limit() {
        return limit;
    }

    /** Returns where the previous page ended, or null for the first page. */
    public @Nullable Cursor after() {
        return after;
    }

    /** The part of an artist in an album. */
    public enum ArtistPart {
        /** Any of the others. */
        ANY,
        /** It is the artist of an {@link Album.Type#ALBUM}. */
        OWN,
        /** It is the artist of a {@link Album.Type#COMPILATION}. */
        COMPILATION,
        /** It is the artist of a {@link Album.Type#SINGLE}. */
        SINGLE,
        /** It is credited on a track, in any role, of an album of another artist. */
        APPEARS_ON
    }

    /** The order of a list of albums; equal ones are ordered by id. */
    public enum Order {
        /** By sort title. */
        TITLE,
        /** By year, the latest first; albums without one come last, and those of one year are ordered by sort title. */
        RELEASED,
        /** By {@link Album#addedAt}, the latest first. */
        ADDED,
        /** A sample in which each album is as likely as any other; see {@link Builder#random}. */
        RANDOM
    }

    /** Builds an {@link AlbumQuery}. Not safe for use by several threads at once. */
    public static final class Builder {

        private NameCondition names = NameCondition.ANY;
        private @Nullable UUID artist;
        private ArtistPart part = ArtistPart.ANY;
        private @Nullable UUID genre;
        private @Nullable UUID label;
        private @Nullable Range<Integer> years;
        private @Nullable UUID twinsOf;
        private boolean withoutArtwork;
        private Order order = Order.TITLE;
        private long seed;
        private int limit = DEFAULT_LIMIT;
        private @Nullable Cursor after;

        private Builder() {}

        /** Requires this {@link Heading#letter}; null for any. */
        public Builder heading(@Nullable String letter) {
            this.names = names.withHeading(letter);
            return this;
        }

        /** Requires that the sort title begins with this, without regard to case, accents and width; null for any. */
        public Builder prefix(@Nullable String prefix) {
            this.names = names.withPrefix(prefix);
            return this;
        }

        /** Requires that each word of a text begins a word of the sort title; see {@link CatalogQuery.Builder#containing}. */
        public Builder containing(@Nullable String words) {
            this.names = names.withContaining(words);
            return this;
        }

        /** Requires that an artist has a part in the album. */
        public Builder artist(UUID id, ArtistPart part) {
            this.artist = Objects.requireNonNull(id, "id");
            this.part = Objects.requireNonNull(part, "part");
            return this;
        }

        /** Requires a track of this genre, an entry of the kind {@link CatalogKind#GENRE}. */
        public Builder genre(UUID id) {
            this.genre = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Requires a track of this label, an entry of the kind {@link CatalogKind#LABEL}. */
        public Builder label(UUID id) {
            this.label = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Requires a year, both ends included.
         *
         * @throws IllegalArgumentException if {@code max} is less than {@code min}
         */
        public Builder years(int min, int max) {
            this.years = new Range<>(min, max);
            return this;
        }

        /**
         * Requires the artist and title of another album, and leaves that one out: other editions of it, and the rest of it where only some
         * tracks have a MusicBrainz id. If there is no such album, none passes.
         */
        public Builder twinsOf(UUID id) {
            this.twinsOf = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Requires that no track of the album has a cover. */
        public Builder withoutArtwork() {
            this.withoutArtwork = true;
            return this;
        }

        /** Sets the order; by default {@link Order#TITLE}. */
        public Builder order(Order order) {
            this.order = Objects.requireNonNull(order, "order");
            return this;
        }

        /**
         * Asks for a random sample: one page in random order, without a next page. The same seed gives the same sample as long as no album
         * comes or goes. The only other condition may be a {@link #limit}.
         */
        public Builder random(long seed) {
            this.seed = seed;
            return order(Order.RANDOM);
        }

        /**
         * Sets the maximum number of albums on the page; by default {@value #DEFAULT_LIMIT}.
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

        /**
         * Returns the query.
         *
         * @throws IllegalArgumentException if a random sample has another condition than a limit
         */
        public AlbumQuery build() {
            boolean conditions = !names.equals(NameCondition.ANY)
                    || artist != null
                    || genre != null
                    || label != null
                    || years != null
                    || twinsOf != null
                    || withoutArtwork
                    || after != null;
            if (order == Order.RANDOM && conditions) {
                throw new IllegalArgumentException(
                        "a random sample is drawn from all albums: leave out the other conditions and the cursor, or choose another order");
            }
            return new AlbumQuery(this);
        }
    }
}
