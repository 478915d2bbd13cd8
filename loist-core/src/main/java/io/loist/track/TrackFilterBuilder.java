package io.loist.track;

import io.loist.object.StoredObject;
import io.loist.track.TrackFilter.Artwork;
import io.loist.track.TrackFilter.Condition;
import io.loist.track.TrackFilter.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Builds a {@link TrackFilter}. Each call replaces the condition of an earlier call of the same method, except for those that say
 * otherwise. The methods with a range throw {@link IllegalArgumentException} if {@code max} is less than {@code min}; those with a
 * name or a format if it is blank or longer than 1,000 characters, those with a value if it is longer than 100,000, both if it contains U+0000 or half
 * a surrogate pair. Not safe for use by several threads at once.
 */
public final class TrackFilterBuilder {

    private final Map<Condition, Object> conditions = new EnumMap<>(Condition.class);

    TrackFilterBuilder(Map<Condition, Object> conditions) {
        this.conditions.putAll(conditions);
    }

    /** Lets tracks of this status pass too; call it again for more. */
    public TrackFilterBuilder status(TrackStatus status) {
        EnumSet<TrackStatus> statuses = EnumSet.of(status);
        statuses.addAll(build().statuses());
        return require(Condition.STATUSES, Collections.unmodifiableSet(statuses));
    }

    /**
     * Lets tracks of every status pass. Without it, and without {@link #status}, a list or a stream contains tracks of every status, but
     * a search finds completed tracks only.
     */
    public TrackFilterBuilder anyStatus() {
        return require(Condition.STATUSES, Collections.unmodifiableSet(EnumSet.allOf(TrackStatus.class)));
    }

    /** Lets tracks of this format pass too, whatever its case, such as {@code flac}; call it again for more. */
    public TrackFilterBuilder format(String format) {
        TreeSet<String> formats = new TreeSet<>(build().formats());
        formats.add(Text.name("format", format).toLowerCase(Locale.ROOT));
        return require(Condition.FORMATS, Collections.unmodifiableSet(formats));
    }

    /** Requires this title. */
    public TrackFilterBuilder title(String title) {
        return require(Condition.TITLE, Text.name("title", title));
    }

    /** Requires these artists as one line. */
    public TrackFilterBuilder artist(String artist) {
        return require(Condition.ARTIST, Text.name("artist", artist));
    }

    /** Requires this album. */
    public TrackFilterBuilder album(String album) {
        return require(Condition.ALBUM, Text.name("album", album));
    }

    /** Requires these artists of the album as one line. */
    public TrackFilterBuilder albumArtist(String albumArtist) {
        return require(Condition.ALBUM_ARTIST, Text.name("albumArtist", albumArtist));
    }

    /** Requires these composers as one line. */
    public TrackFilterBuilder composer(String composer) {
        return require(Condition.COMPOSER, Text.name("composer", composer));
    }

    /** Requires this label. */
    public TrackFilterBuilder label(String label) {
        return require(Condition.LABEL, Text.name("label", label));
    }

    /** Requires this genre among those of the track. */
    public TrackFilterBuilder genre(String genre) {
        return require(Condition.GENRE, Text.name("genre", genre));
    }

    /** Requires exactly this International Standard Recording Code among those of the track. */
    public TrackFilterBuilder isrc(String isrc) {
        return require(Condition.ISRC, Text.name("isrc", isrc));
    }

    /** Requires this MusicBrainz id; call it again for another entity. */
    public TrackFilterBuilder musicBrainz(MusicBrainzEntity entity, UUID id) {
        return require(Condition.MUSIC_BRAINZ, with(build().musicBrainz(), entity, Objects.requireNonNull(id, "id")));
    }

    /** Requires an attribute with exactly this value; call it again for another attribute. */
    public TrackFilterBuilder attribute(String name, String value) {
        Text.name("an attribute's name", name);
        return require(Condition.ATTRIBUTES, with(build().attributes(), name, Text.value("attribute " + name, value)));
    }

    /** Requires a tag with exactly this value among its values; call it again for another tag. */
    public TrackFilterBuilder tag(String name, String value) {
        Text.name("a tag's name", name);
        return require(Condition.TAGS, with(build().tags(), name, Text.value("tag " + name, value)));
    }

    /**
     * Requires a year.
     *
     * @throws IllegalArgumentException if a year is not from 1800 to 2100, or {@code max} is less than {@code min}
     */
    public TrackFilterBuilder years(int min, int max) {
        TrackMetadata.requireYear(min);
        TrackMetadata.requireYear(max);
        return require(Condition.YEARS, new Range<>(min, max));
    }

    /** Requires a number on the disc. */
    public TrackFilterBuilder trackNumbers(int min, int max) {
        return require(Condition.TRACK_NUMBERS, new Range<>(min, max));
    }

    /** Requires a number of the disc. */
    public TrackFilterBuilder discNumbers(int min, int max) {
        return require(Condition.DISC_NUMBERS, new Range<>(min, max));
    }

    /** Requires a playing time. */
    public TrackFilterBuilder durations(Duration min, Duration max) {
        return require(Condition.DURATIONS, new Range<>(min, max));
    }

    /** Requires a number of channels. */
    public TrackFilterBuilder channels(int min, int max) {
        return require(Condition.CHANNELS, new Range<>(min, max));
    }

    /** Requires a sample rate, in hertz. */
    public TrackFilterBuilder sampleRates(int min, int max) {
        return require(Condition.SAMPLE_RATES, new Range<>(min, max));
    }

    /** Requires a bit rate, in bits per second. */
    public TrackFilterBuilder bitrates(int min, int max) {
        return require(Condition.BITRATES, new Range<>(min, max));
    }

    /** Requires a number of bits per sample. */
    public TrackFilterBuilder bitDepths(int min, int max) {
        return require(Condition.BIT_DEPTHS, new Range<>(min, max));
    }

    /** Requires a size of the audio object, in bytes. */
    public TrackFilterBuilder sizes(long min, long max) {
        return require(Condition.SIZES, new Range<>(min, max));
    }

    /** Requires a popularity. */
    public TrackFilterBuilder popularities(double min, double max) {
        return require(Condition.POPULARITIES, new Range<>(min, max));
    }

    /** Requires a time of the first save. */
    public TrackFilterBuilder created(Instant min, Instant max) {
        return require(Condition.CREATED, new Range<>(min, max));
    }

    /** Requires a time of the last change. */
    public TrackFilterBuilder updated(Instant min, Instant max) {
        return require(Condition.UPDATED, new Range<>(min, max));
    }

    /** Requires a cover, or that there is none; by default {@link Artwork#ANY}. */
    public TrackFilterBuilder artwork(Artwork artwork) {
        return require(Condition.ARTWORK, artwork);
    }

    /**
     * Requires an audio object with exactly these bytes.
     *
     * @throws IllegalArgumentException if {@code sha256} is not 64 lower-case hexadecimal digits
     */
    public TrackFilterBuilder sha256(String sha256) {
        if (!StoredObject.isSha256(sha256)) {
            throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits");
        }
        return require(Condition.SHA256, sha256);
    }

    /**
     * Requires exactly this sound, whatever the tags.
     *
     * @throws IllegalArgumentException if {@code audioHash} is not 64 lower-case hexadecimal digits
     */
    public TrackFilterBuilder audioHash(String audioHash) {
        return require(Condition.AUDIO_HASH, NewTrack.requireAudioHash(audioHash));
    }

    /** Returns the filter. */
    public TrackFilter build() {
        return new TrackFilter(conditions);
    }

    private TrackFilterBuilder require(Condition condition, Object value) {
        conditions.put(
                condition, Objects.requireNonNull(value, () -> condition.name().toLowerCase(Locale.ROOT)));
        return this;
    }

    private static <K extends Comparable<? super K>> Map<K, Object> with(Map<K, ?> map, K key, Object value) {
        Map<K, Object> more = new TreeMap<>(map);
        more.put(key, value);
        return Collections.unmodifiableMap(more);
    }
}
