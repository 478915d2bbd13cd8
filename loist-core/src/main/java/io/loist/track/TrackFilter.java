package io.loist.track;

import io.loist.object.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tracks a list or a search looks at. All conditions must hold; of a condition that is given several values, one is
 * enough. Immutable; make one with {@link #builder}.
 */
public final class TrackFilter {

    private static final TrackFilter ALL = builder().build();

    private final Set<TrackStatus> statuses;
    private final Set<String> formats;
    private final Map<Name, String> names;
    private final Map<Quantity, Range<?>> ranges;
    private final @Nullable String genre;
    private final @Nullable String isrc;
    private final Map<MusicBrainzEntity, UUID> musicBrainz;
    private final Map<String, String> attributes;
    private final Map<String, String> tags;
    private final @Nullable String sha256;
    private final @Nullable String audioHash;
    private final Artwork artwork;

    private TrackFilter(Builder builder) {
        this.statuses = Set.copyOf(builder.statuses);
        this.formats = Set.copyOf(builder.formats);
        this.names = Collections.unmodifiableMap(new EnumMap<>(builder.names));
        this.ranges = Collections.unmodifiableMap(new EnumMap<>(builder.ranges));
        this.genre = builder.genre;
        this.isrc = builder.isrc;
        this.musicBrainz = Map.copyOf(builder.musicBrainz);
        this.attributes = Map.copyOf(builder.attributes);
        this.tags = Map.copyOf(builder.tags);
        this.sha256 = builder.sha256;
        this.audioHash = builder.audioHash;
        this.artwork = builder.artwork;
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

    /**
     * Returns the names that are required; unmodifiable. They are compared without regard to case and accents, by their first
     * 200 characters.
     */
    public Map<Name, String> names() {
        return names;
    }

    /** Returns the ranges that are required; unmodifiable. */
    public Map<Quantity, Range<?>> ranges() {
        return ranges;
    }

    /** Returns the artist, or null for any. */
    public @Nullable String artist() {
        return names.get(Name.ARTIST);
    }

    /** Returns the album, or null for any. */
    public @Nullable String album() {
        return names.get(Name.ALBUM);
    }

    /** Returns the genre, or null for any. */
    public @Nullable String genre() {
        return genre;
    }

    /** Returns the recording code, or null for any. */
    public @Nullable String isrc() {
        return isrc;
    }

    /** Returns the ids of MusicBrainz that are required; unmodifiable. */
    public Map<MusicBrainzEntity, UUID> musicBrainz() {
        return musicBrainz;
    }

    /** Returns the attributes that are required; unmodifiable. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** Returns the tags that are required, each with one of its values; unmodifiable. */
    public Map<String, String> tags() {
        return tags;
    }

    /** Returns the first year that passes, or null for no bound. */
    public @Nullable Integer fromYear() {
        Range<?> years = ranges.get(Quantity.YEAR);
        return years == null ? null : (Integer) years.least();
    }

    /** Returns the last year that passes, or null for no bound. */
    public @Nullable Integer toYear() {
        Range<?> years = ranges.get(Quantity.YEAR);
        return years == null ? null : (Integer) years.most();
    }

    /** Returns the SHA-256 of the audio object's bytes, or null for any. */
    public @Nullable String sha256() {
        return sha256;
    }

    /** Returns the audio hash, or null for any. */
    public @Nullable String audioHash() {
        return audioHash;
    }

    /** Returns whether a cover is required. */
    public Artwork artwork() {
        return artwork;
    }

    /** The names of a track that can be required. */
    public enum Name {
        /** Its title. */
        TITLE,
        /** Its artists as one line. */
        ARTIST,
        /** Its album. */
        ALBUM,
        /** Its album's artists as one line. */
        ALBUM_ARTIST,
        /** Its composers as one line. */
        COMPOSER,
        /** Its label. */
        LABEL
    }

    /** What is measured or counted about a track; a track that lacks it is in no range. */
    public enum Quantity {
        /** Its year, an {@code Integer}. */
        YEAR,
        /** Its number on its disc, an {@code Integer}. */
        TRACK_NUMBER,
        /** Its disc's number, an {@code Integer}. */
        DISC_NUMBER,
        /** How long it plays, a {@code Duration}. */
        DURATION,
        /** Its channels, an {@code Integer}. */
        CHANNELS,
        /** Its sample rate in hertz, an {@code Integer}. */
        SAMPLE_RATE,
        /** Its bit rate in bits per second, an {@code Integer}. */
        BITRATE,
        /** Its bits per sample, an {@code Integer}. */
        BIT_DEPTH,
        /** The size of its audio object in bytes, a {@code Long}. */
        SIZE,
        /** How much it is in demand, a {@code Double}. */
        POPULARITY,
        /** When it was saved first, an {@code Instant}. */
        CREATED,
        /** When it was changed last, an {@code Instant}. */
        UPDATED
    }

    /** Whether a cover is required. */
    public enum Artwork {
        /** With or without. */
        ANY,
        /** Only tracks that have one. */
        PRESENT,
        /** Only tracks that have none. */
        ABSENT
    }

    /**
     * From one value to another, both included.
     *
     * @param least the least that passes
     * @param most the most that passes, not less than {@code least}
     * @param <T> what it is a range of
     */
    public record Range<T extends Comparable<? super T>>(T least, T most) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if {@code most} is less than {@code least}
         */
        public Range {
            if (least.compareTo(most) > 0) {
                throw new IllegalArgumentException("a range must not end before it begins: " + least + " to " + most);
            }
        }
    }

    /** Builds a {@link TrackFilter}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final Set<TrackStatus> statuses = EnumSet.noneOf(TrackStatus.class);
        private final Set<String> formats = new LinkedHashSet<>();
        private final Map<Name, String> names = new EnumMap<>(Name.class);
        private final Map<Quantity, Range<?>> ranges = new EnumMap<>(Quantity.class);
        private final Map<MusicBrainzEntity, UUID> musicBrainz = new EnumMap<>(MusicBrainzEntity.class);
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final Map<String, String> tags = new LinkedHashMap<>();
        private @Nullable String genre;
        private @Nullable String isrc;
        private @Nullable String sha256;
        private @Nullable String audioHash;
        private Artwork artwork = Artwork.ANY;

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

        /** Requires this name, compared without regard to case and accents. */
        public Builder name(Name which, String name) {
            names.put(which, Text.name(which.name().toLowerCase(Locale.ROOT), name));
            return this;
        }

        /** Requires this artist, compared without regard to case and accents. */
        public Builder artist(String artist) {
            return name(Name.ARTIST, artist);
        }

        /** Requires this album, compared without regard to case and accents. */
        public Builder album(String album) {
            return name(Name.ALBUM, album);
        }

        /** Requires this genre among the track's, compared without regard to case and accents. */
        public Builder genre(String genre) {
            this.genre = Text.name("genre", genre);
            return this;
        }

        /** Requires this International Standard Recording Code among the track's. */
        public Builder isrc(String isrc) {
            this.isrc = Text.name("isrc", isrc);
            return this;
        }

        /** Requires this id of MusicBrainz. */
        public Builder musicBrainz(MusicBrainzEntity entity, UUID id) {
            musicBrainz.put(entity, Objects.requireNonNull(id, "id"));
            return this;
        }

        /** Requires an attribute with exactly this value; call it again for more. */
        public Builder attribute(String name, String value) {
            attributes.put(Text.name("an attribute's name", name), Text.value("attribute " + name, value));
            return this;
        }

        /** Requires a tag that has exactly this value among its values; call it again for more tags. */
        public Builder tag(String name, String value) {
            tags.put(Text.name("a tag's name", name), Text.value("tag " + name, value));
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
            ranges.put(Quantity.YEAR, new Range<>(first, last));
            return this;
        }

        /**
         * Requires a number from the least to the most, both included.
         *
         * @throws IllegalArgumentException if the quantity is none of {@code YEAR}, {@code TRACK_NUMBER}, {@code DISC_NUMBER},
         *     {@code CHANNELS}, {@code SAMPLE_RATE}, {@code BITRATE}, {@code BIT_DEPTH} and {@code SIZE}, or the most is less
         *     than the least
         */
        public Builder numbers(Quantity quantity, long least, long most) {
            switch (quantity) {
                case DURATION, POPULARITY, CREATED, UPDATED ->
                    throw new IllegalArgumentException(
                            quantity + " is not a whole number; there is a method of its own");
                case SIZE -> ranges.put(quantity, new Range<>(least, most));
                default -> ranges.put(quantity, new Range<>(Math.toIntExact(least), Math.toIntExact(most)));
            }
            return this;
        }

        /**
         * Requires a playing time from the shortest to the longest, both included.
         *
         * @throws IllegalArgumentException if the longest is shorter than the shortest
         */
        public Builder durations(Duration shortest, Duration longest) {
            ranges.put(Quantity.DURATION, new Range<>(shortest, longest));
            return this;
        }

        /**
         * Requires a popularity from the least to the most, both included.
         *
         * @throws IllegalArgumentException if the most is less than the least
         */
        public Builder popularities(double least, double most) {
            ranges.put(Quantity.POPULARITY, new Range<>(least, most));
            return this;
        }

        /**
         * Requires that it was saved first from one moment to another, both included.
         *
         * @throws IllegalArgumentException if the last is before the first
         */
        public Builder created(Instant first, Instant last) {
            ranges.put(Quantity.CREATED, new Range<>(first, last));
            return this;
        }

        /**
         * Requires that it was changed last from one moment to another, both included.
         *
         * @throws IllegalArgumentException if the last is before the first
         */
        public Builder updated(Instant first, Instant last) {
            ranges.put(Quantity.UPDATED, new Range<>(first, last));
            return this;
        }

        /** Requires a cover, or that there is none. */
        public Builder artwork(Artwork artwork) {
            this.artwork = Objects.requireNonNull(artwork, "artwork");
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

        /**
         * Requires exactly this sound, whatever the tags.
         *
         * @throws IllegalArgumentException if {@code audioHash} is not 64 lower-case hexadecimal digits
         */
        public Builder audioHash(String audioHash) {
            this.audioHash = NewTrack.requireAudioHash(audioHash);
            return this;
        }

        /** Returns the filter. */
        public TrackFilter build() {
            return new TrackFilter(this);
        }
    }
}
