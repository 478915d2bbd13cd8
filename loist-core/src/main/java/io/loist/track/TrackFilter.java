package io.loist.track;

import io.loist.media.StoredObject;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tracks a list or a search looks at. All conditions must hold; of a condition that is given several values, one is
 * enough. Immutable; make one with {@link #builder}.
 */
public final class TrackFilter {

    private static final TrackFilter ALL = builder().build();

    private final Set<TrackStatus> statuses;
    private final Set<String> formats;
    private final @Nullable String artist;
    private final @Nullable String album;
    private final @Nullable String genre;
    private final @Nullable Integer fromYear;
    private final @Nullable Integer toYear;
    private final @Nullable String sha256;

    private TrackFilter(Builder builder) {
        this.statuses = Set.copyOf(builder.statuses);
        this.formats = Set.copyOf(builder.formats);
        this.artist = builder.artist;
        this.album = builder.album;
        this.genre = builder.genre;
        this.fromYear = builder.fromYear;
        this.toYear = builder.toYear;
        this.sha256 = builder.sha256;
    }

    /** Returns the filter that lets every track pass. */
    public static TrackFilter all() {
        return ALL;
    }

    /** Starts a filter; without further calls it lets every track pass. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the statuses that pass; empty for all. */
    public Set<TrackStatus> statuses() {
        return statuses;
    }

    /** Returns the formats that pass, in lower case; empty for all. */
    public Set<String> formats() {
        return formats;
    }

    /** Returns the artist, or null for any. */
    public @Nullable String artist() {
        return artist;
    }

    /** Returns the album, or null for any. */
    public @Nullable String album() {
        return album;
    }

    /** Returns the genre, or null for any. */
    public @Nullable String genre() {
        return genre;
    }

    /** Returns the first year that passes, or null for no bound. */
    public @Nullable Integer fromYear() {
        return fromYear;
    }

    /** Returns the last year that passes, or null for no bound. */
    public @Nullable Integer toYear() {
        return toYear;
    }

    /** Returns the SHA-256 of the audio object's bytes, or null for any. */
    public @Nullable String sha256() {
        return sha256;
    }

    /** Builds a {@link TrackFilter}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final Set<TrackStatus> statuses = EnumSet.noneOf(TrackStatus.class);
        private final Set<String> formats = new LinkedHashSet<>();
        private @Nullable String artist;
        private @Nullable String album;
        private @Nullable String genre;
        private @Nullable Integer fromYear;
        private @Nullable Integer toYear;
        private @Nullable String sha256;

        private Builder() {}

        /** Lets tracks of this status pass too; call it again for more. Without it, every status passes. */
        public Builder status(TrackStatus status) {
            statuses.add(Objects.requireNonNull(status, "status"));
            return this;
        }

        /** Lets tracks of this format pass too, whatever its case; call it again for more. */
        public Builder format(String format) {
            formats.add(Objects.requireNonNull(format, "format").toLowerCase(Locale.ROOT));
            return this;
        }

        /** Requires this artist, compared without regard to case and accents. */
        public Builder artist(String artist) {
            this.artist = Text.name("artist", artist);
            return this;
        }

        /** Requires this album, compared without regard to case and accents. */
        public Builder album(String album) {
            this.album = Text.name("album", album);
            return this;
        }

        /** Requires this genre among the track's, compared without regard to case and accents. */
        public Builder genre(String genre) {
            this.genre = Text.name("genre", genre);
            return this;
        }

        /**
         * Requires a year from the first to the last, both included. A track without a year does not pass.
         *
         * @throws IllegalArgumentException if a year is not from 1800 to 2100, or the last is before the first
         */
        public Builder years(int first, int last) {
            TrackMetadata.requireYear(first);
            TrackMetadata.requireYear(last);
            if (last < first) {
                throw new IllegalArgumentException("the last year, " + last + ", is before the first, " + first);
            }
            this.fromYear = first;
            this.toYear = last;
            return this;
        }

        /**
         * Requires an audio object with exactly these bytes.
         *
         * @throws IllegalArgumentException if {@code sha256} is not 64 lower-case hexadecimal digits
         */
        public Builder sha256(String sha256) {
            if (!StoredObject.isSha256(sha256)) {
                throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits");
            }
            this.sha256 = sha256;
            return this;
        }

        /** Returns the filter. */
        public TrackFilter build() {
            return new TrackFilter(this);
        }
    }
}
