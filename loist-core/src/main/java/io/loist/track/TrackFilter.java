package io.loist.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that tracks of a list or a search must meet, all of them; where several statuses or formats are named, one of them
 * is enough. A track that lacks a value meets no condition on it.
 *
 * <p>Names (title, artist, album, album artist, composer, label and genre) are compared without regard to case and accents, by their
 * first 200 characters. Ranges include both ends.
 *
 * <p>Immutable, and equal to every filter with the same conditions; made by {@link #builder}.
 */
public final class TrackFilter {

    private static final TrackFilter ALL = builder().build();

    private final Map<Condition, Object> conditions;

    TrackFilter(Map<Condition, Object> conditions) {
        this.conditions = Collections.unmodifiableMap(new EnumMap<>(conditions));
    }

    /** Returns the filter without conditions. */
    public static TrackFilter all() {
        return ALL;
    }

    /** Creates a builder of a filter, at first without conditions. */
    public static TrackFilterBuilder builder() {
        return new TrackFilterBuilder(Map.of());
    }

    /** Creates a builder of a filter, at first with the conditions of this one. */
    public TrackFilterBuilder toBuilder() {
        return new TrackFilterBuilder(conditions);
    }

    /** Returns the statuses that pass; empty if none was named, all after {@link TrackFilterBuilder#anyStatus}. */
    public Set<TrackStatus> statuses() {
        return value(Condition.STATUSES, Set.of());
    }

    /** Returns the formats that pass, in lower case; empty if none was named. */
    public Set<String> formats() {
        return value(Condition.FORMATS, Set.of());
    }

    /** Returns the title, or null for any. */
    public @Nullable String title() {
        return value(Condition.TITLE);
    }

    /** Returns the artists as one line, or null for any. */
    public @Nullable String artist() {
        return value(Condition.ARTIST);
    }

    /** Returns the album, or null for any. */
    public @Nullable String album() {
        return value(Condition.ALBUM);
    }

    /** Returns the artists of the album as one line, or null for any. */
    public @Nullable String albumArtist() {
        return value(Condition.ALBUM_ARTIST);
    }

    /** Returns the composers as one line, or null for any. */
    public @Nullable String composer() {
        return value(Condition.COMPOSER);
    }

    /** Returns the label, or null for any. */
    public @Nullable String label() {
        return value(Condition.LABEL);
    }

    /** Returns a genre that must be among those of the track, or null for any. */
    public @Nullable String genre() {
        return value(Condition.GENRE);
    }

    /** Returns a recording code that must be among those of the track, or null for any. */
    public @Nullable String isrc() {
        return value(Condition.ISRC);
    }

    /** Returns the required MusicBrainz ids; unmodifiable. */
    public Map<MusicBrainzEntity, UUID> musicBrainz() {
        return value(Condition.MUSIC_BRAINZ, Map.of());
    }

    /** Returns the required attributes; unmodifiable. */
    public Map<String, String> attributes() {
        return value(Condition.ATTRIBUTES, Map.of());
    }

    /** Returns the required tags, each with a value that must be among its values; unmodifiable. */
    public Map<String, String> tags() {
        return value(Condition.TAGS, Map.of());
    }

    /** Returns the range of the year, or null for any. */
    public @Nullable Range<Integer> years() {
        return value(Condition.YEARS);
    }

    /** Returns the range of the number on the disc, or null for any. */
    public @Nullable Range<Integer> trackNumbers() {
        return value(Condition.TRACK_NUMBERS);
    }

    /** Returns the range of the disc's number, or null for any. */
    public @Nullable Range<Integer> discNumbers() {
        return value(Condition.DISC_NUMBERS);
    }

    /** Returns the range of the playing time, or null for any. */
    public @Nullable Range<Duration> durations() {
        return value(Condition.DURATIONS);
    }

    /** Returns the range of the number of channels, or null for any. */
    public @Nullable Range<Integer> channels() {
        return value(Condition.CHANNELS);
    }

    /** Returns the range of the sample rate in hertz, or null for any. */
    public @Nullable Range<Integer> sampleRates() {
        return value(Condition.SAMPLE_RATES);
    }

    /** Returns the range of the bit rate in bits per second, or null for any. */
    public @Nullable Range<Integer> bitrates() {
        return value(Condition.BITRATES);
    }

    /** Returns the range of the bits per sample, or null for any. */
    public @Nullable Range<Integer> bitDepths() {
        return value(Condition.BIT_DEPTHS);
    }

    /** Returns the range of the audio object's size in bytes, or null for any. */
    public @Nullable Range<Long> sizes() {
        return value(Condition.SIZES);
    }

    /** Returns the range of the popularity, or null for any. */
    public @Nullable Range<Double> popularities() {
        return value(Condition.POPULARITIES);
    }

    /** Returns the range of the time of the first save, or null for any. */
    public @Nullable Range<Instant> created() {
        return value(Condition.CREATED);
    }

    /** Returns the range of the time of the last change, or null for any. */
    public @Nullable Range<Instant> updated() {
        return value(Condition.UPDATED);
    }

    /** Returns the SHA-256 of the audio object's bytes, or null for any. */
    public @Nullable String sha256() {
        return value(Condition.SHA256);
    }

    /** Returns the audio hash, or null for any. */
    public @Nullable String audioHash() {
        return value(Condition.AUDIO_HASH);
    }

    /** Returns whether a cover is required. */
    public Artwork artwork() {
        return value(Condition.ARTWORK, Artwork.ANY);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrackFilter filter && conditions.equals(filter.conditions);
    }

    @Override
    public int hashCode() {
        return conditions.hashCode();
    }

    /** Returns the conditions, in an order that is always the same. */
    @Override
    public String toString() {
        return conditions.toString();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the builder puts what the accessor returns
    private <T> @Nullable T value(Condition condition) {
        return (T) conditions.get(condition);
    }

    private <T> T value(Condition condition, T otherwise) {
        return Objects.requireNonNullElse(this.<T>value(condition), otherwise);
    }

    enum Condition {
        STATUSES,
        FORMATS,
        TITLE,
        ARTIST,
        ALBUM,
        ALBUM_ARTIST,
        COMPOSER,
        LABEL,
        GENRE,
        ISRC,
        MUSIC_BRAINZ,
        ATTRIBUTES,
        TAGS,
        YEARS,
        TRACK_NUMBERS,
        DISC_NUMBERS,
        DURATIONS,
        CHANNELS,
        SAMPLE_RATES,
        BITRATES,
        BIT_DEPTHS,
        SIZES,
        POPULARITIES,
        CREATED,
        UPDATED,
        SHA256,
        AUDIO_HASH,
        ARTWORK
    }

    /** Whether a cover is required. */
    public enum Artwork {
        /** Tracks with and without a cover pass. */
        ANY,
        /** Only tracks with a cover pass. */
        PRESENT,
        /** Only tracks without a cover pass. */
        ABSENT
    }

    /**
     * The values from one to another, both included.
     *
     * @param min the smallest value that passes
     * @param max the greatest value that passes, not less than {@code min}
     * @param <T> the type of the values
     */
    public record Range<T extends Comparable<? super T>>(T min, T max) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if {@code max} is less than {@code min}
         */
        public Range {
            if (min.compareTo(max) > 0) {
                throw new IllegalArgumentException(
                        "max must not be less than min, but the range is " + min + " to " + max);
            }
        }
    }
}
