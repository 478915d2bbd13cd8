package io.loist.track;

import io.loist.object.StoredObject;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A track to be saved. Immutable; made by {@link #builder}. */
public final class NewTrack {

    private final UUID id;
    private final TrackStatus status;
    private final TrackMetadata metadata;
    private final AudioProperties audio;
    private final StoredObject audioObject;
    private final @Nullable StoredObject artworkObject;
    private final @Nullable String audioHash;
    private final Map<String, String> attributes;
    private final double popularity;

    private NewTrack(Builder builder) {
        this.id = builder.id == null ? nextId() : builder.id;
        this.status = builder.status;
        this.metadata = builder.metadata;
        this.audio = builder.audio;
        this.audioObject = builder.audioObject;
        this.artworkObject = builder.artworkObject;
        this.audioHash = builder.audioHash;
        this.attributes = builder.attributes;
        this.popularity = builder.popularity;
    }

    /**
     * Creates a builder of a track, from the values that every track has.
     *
     * @param metadata the musical metadata
     * @param audio the technical properties of the audio
     * @param audioObject the object with the audio
     */
    public static Builder builder(TrackMetadata metadata, AudioProperties audio, StoredObject audioObject) {
        return new Builder(metadata, audio, audioObject);
    }

    /**
     * Returns a new id: a UUIDv7 (RFC 9562), so that later ids sort after earlier ones. Safe for use by several threads; the ids of
     * one process never repeat and never go back in time.
     */
    public static UUID nextId() {
        return UuidV7.next();
    }

    /** Returns the id. */
    public UUID id() {
        return id;
    }

    /** Returns the status that the track is saved with. */
    public TrackStatus status() {
        return status;
    }

    /** Returns the musical metadata. */
    public TrackMetadata metadata() {
        return metadata;
    }

    /** Returns the technical properties of the audio. */
    public AudioProperties audio() {
        return audio;
    }

    /** Returns the object with the audio. */
    public StoredObject audioObject() {
        return audioObject;
    }

    /** Returns the object with the cover, or null if there is none. */
    public @Nullable StoredObject artworkObject() {
        return artworkObject;
    }

    /** Returns the lower-case hexadecimal SHA-256 of the audio without tags, or null if unknown. */
    public @Nullable String audioHash() {
        return audioHash;
    }

    /** Returns the host's own attributes; unmodifiable. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** Returns the host's own measure of demand, 0 or more. */
    public double popularity() {
        return popularity;
    }

    static String requireAudioHash(String audioHash) {
        if (!StoredObject.isSha256(audioHash)) {
            throw new IllegalArgumentException("audioHash must be 64 lower-case hexadecimal digits");
        }
        return audioHash;
    }

    static Map<String, String> requireAttributes(Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            Text.name("an attribute's name", name);
            Text.value("attribute " + name, value);
        });
        return Map.copyOf(attributes);
    }

    static double requirePopularity(double popularity) {
        if (!(popularity >= 0) || Double.isInfinite(popularity)) {
            throw new IllegalArgumentException("popularity must be 0 or more, but is " + popularity);
        }
        return popularity;
    }

    /** Builds a {@link NewTrack}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final TrackMetadata metadata;
        private final AudioProperties audio;
        private final StoredObject audioObject;
        private @Nullable UUID id;
        private TrackStatus status = TrackStatus.COMPLETED;
        private @Nullable StoredObject artworkObject;
        private @Nullable String audioHash;
        private Map<String, String> attributes = Map.of();
        private double popularity;

        private Builder(TrackMetadata metadata, AudioProperties audio, StoredObject audioObject) {
            this.metadata = Objects.requireNonNull(metadata, "metadata");
            this.audio = Objects.requireNonNull(audio, "audio");
            this.audioObject = Objects.requireNonNull(audioObject, "audioObject");
        }

        /** Sets the id; by default a new one, see {@link NewTrack#nextId}. */
        public Builder id(UUID id) {
            this.id = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Sets the status; by default {@link TrackStatus#COMPLETED}. */
        public Builder status(TrackStatus status) {
            this.status = Objects.requireNonNull(status, "status");
            return this;
        }

        /** Sets the object with the cover, or null for none. */
        public Builder artworkObject(@Nullable StoredObject artworkObject) {
            this.artworkObject = artworkObject;
            return this;
        }

        /**
         * Sets the SHA-256 of the audio without tags, or null if unknown.
         *
         * @throws IllegalArgumentException if {@code audioHash} is not 64 lower-case hexadecimal digits
         */
        public Builder audioHash(@Nullable String audioHash) {
            this.audioHash = audioHash == null ? null : requireAudioHash(audioHash);
            return this;
        }

        /**
         * Sets the host's own attributes; by default none.
         *
         * @throws IllegalArgumentException if a name is blank or longer than 1,000 characters, a value is longer than 100,000, or a
         *     text contains U+0000 or half a surrogate pair
         */
        public Builder attributes(Map<String, String> attributes) {
            this.attributes = requireAttributes(attributes);
            return this;
        }

        /**
         * Sets the host's own measure of demand, which orders search hits that match equally well; by default 0.
         *
         * @throws IllegalArgumentException if {@code popularity} is negative or not finite
         */
        public Builder popularity(double popularity) {
            this.popularity = requirePopularity(popularity);
            return this;
        }

        /** Returns the track. */
        public NewTrack build() {
            return new NewTrack(this);
        }
    }
}
