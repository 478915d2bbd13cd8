package io.loist.track;

import io.loist.object.StoredObject;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A track to be saved. Immutable; make one with {@link #builder}. */
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
     * Starts a track from what a track cannot be without.
     *
     * @param metadata what is known about it as a piece of music
     * @param audio what is known about it as sound
     * @param audioObject where its bytes are
     */
    public static Builder builder(TrackMetadata metadata, AudioProperties audio, StoredObject audioObject) {
        return new Builder(metadata, audio, audioObject);
    }

    /**
     * Returns a new id for a track: a UUIDv7 (RFC 9562), so that ids made later sort after ids made before. Safe for use by
     * many threads; the ids of one process never repeat and never go back in time.
     */
    public static UUID nextId() {
        return UuidV7.next();
    }

    /** Returns the track's id. */
    public UUID id() {
        return id;
    }

    /** Returns the status it is saved with. */
    public TrackStatus status() {
        return status;
    }

    /** Returns what is known about it as a piece of music. */
    public TrackMetadata metadata() {
        return metadata;
    }

    /** Returns what is known about it as sound. */
    public AudioProperties audio() {
        return audio;
    }

    /** Returns where its bytes are. */
    public StoredObject audioObject() {
        return audioObject;
    }

    /** Returns where its cover is, or null if it has none. */
    public @Nullable StoredObject artworkObject() {
        return artworkObject;
    }

    /** Returns the lower-case hexadecimal SHA-256 of its sound without tags, or null if unknown. */
    public @Nullable String audioHash() {
        return audioHash;
    }

    /** Returns what the host app keeps with it; unmodifiable. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** Returns how much it is in demand. */
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

        /** Sets where its cover is. */
        public Builder artworkObject(@Nullable StoredObject artworkObject) {
            this.artworkObject = artworkObject;
            return this;
        }

        /**
         * Sets the SHA-256 of its sound without tags.
         *
         * @throws IllegalArgumentException if {@code audioHash} is not 64 lower-case hexadecimal digits
         */
        public Builder audioHash(@Nullable String audioHash) {
            this.audioHash = audioHash == null ? null : requireAudioHash(audioHash);
            return this;
        }

        /**
         * Sets what the host app keeps with it.
         *
         * @throws IllegalArgumentException if a name is blank, or a text is too long or cannot be stored
         */
        public Builder attributes(Map<String, String> attributes) {
            this.attributes = requireAttributes(attributes);
            return this;
        }

        /**
         * Sets how much it is in demand, by the host's own measure; by default 0.
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
