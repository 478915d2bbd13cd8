package io.loist.track;

import io.loist.object.StoredObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The changes to a track; all values that it does not name stay. Immutable; made by {@link #builder}.
 *
 * <pre>{@code
 * TrackPatch patch = TrackPatch.builder()
 *         .metadata(track.metadata().toBuilder().title("Hunter").build())
 *         .build();
 * tracks.update(track.id(), track.version(), patch);
 * }</pre>
 */
public final class TrackPatch {

    private final @Nullable TrackMetadata metadata;
    private final @Nullable AudioProperties audio;
    private final @Nullable StoredObject audioObject;
    private final @Nullable StoredObject artworkObject;
    private final boolean artworkRemoved;
    private final @Nullable String audioHash;
    private final @Nullable Map<String, String> attributes;
    private final @Nullable Double popularity;

    private TrackPatch(Builder builder) {
        this.metadata = builder.metadata;
        this.audio = builder.audio;
        this.audioObject = builder.audioObject;
        this.artworkObject = builder.artworkObject;
        this.artworkRemoved = builder.artworkRemoved;
        this.audioHash = builder.audioHash;
        this.attributes = builder.attributes;
        this.popularity = builder.popularity;
    }

    /** Creates a builder of a patch, at first without changes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the new metadata, or null to keep it. */
    public @Nullable TrackMetadata metadata() {
        return metadata;
    }

    /** Returns the new audio properties, or null to keep them. */
    public @Nullable AudioProperties audio() {
        return audio;
    }

    /** Returns the new audio object, or null to keep it. */
    public @Nullable StoredObject audioObject() {
        return audioObject;
    }

    /** Returns the new cover, or null to keep it or, if {@link #artworkRemoved}, to remove it. */
    public @Nullable StoredObject artworkObject() {
        return artworkObject;
    }

    /** Returns whether the patch removes the cover. */
    public boolean artworkRemoved() {
        return artworkRemoved;
    }

    /** Returns the new audio hash, or null to keep it. */
    public @Nullable String audioHash() {
        return audioHash;
    }

    /** Returns the new attributes, or null to keep them. */
    public @Nullable Map<String, String> attributes() {
        return attributes;
    }

    /** Returns the new popularity, or null to keep it. */
    public @Nullable Double popularity() {
        return popularity;
    }

    /** Returns whether the patch changes nothing. */
    public boolean isEmpty() {
        return metadata == null
                && audio == null
                && audioObject == null
                && artworkObject == null
                && !artworkRemoved
                && audioHash == null
                && attributes == null
                && popularity == null;
    }

    /** Builds a {@link TrackPatch}. Not safe for use by several threads at once. */
    public static final class Builder {

        private @Nullable TrackMetadata metadata;
        private @Nullable AudioProperties audio;
        private @Nullable StoredObject audioObject;
        private @Nullable StoredObject artworkObject;
        private boolean artworkRemoved;
        private @Nullable String audioHash;
        private @Nullable Map<String, String> attributes;
        private @Nullable Double popularity;

        private Builder() {}

        /** Replaces the musical metadata. */
        public Builder metadata(TrackMetadata metadata) {
            this.metadata = Objects.requireNonNull(metadata, "metadata");
            return this;
        }

        /** Replaces the technical properties of the audio. */
        public Builder audio(AudioProperties audio) {
            this.audio = Objects.requireNonNull(audio, "audio");
            return this;
        }

        /** Replaces the audio object. */
        public Builder audioObject(StoredObject audioObject) {
            this.audioObject = Objects.requireNonNull(audioObject, "audioObject");
            return this;
        }

        /** Replaces the cover; null removes it. */
        public Builder artworkObject(@Nullable StoredObject artworkObject) {
            this.artworkObject = artworkObject;
            this.artworkRemoved = artworkObject == null;
            return this;
        }

        /**
         * Replaces the SHA-256 of the audio without tags.
         *
         * @throws IllegalArgumentException if {@code audioHash} is not 64 lower-case hexadecimal digits
         */
        public Builder audioHash(String audioHash) {
            this.audioHash = NewTrack.requireAudioHash(audioHash);
            return this;
        }

        /**
         * Replaces all attributes of the host.
         *
         * @throws IllegalArgumentException if a name is blank or longer than 1,000 characters, a value is longer than 100,000, or a
         *     text contains U+0000 or half a surrogate pair
         */
        public Builder attributes(Map<String, String> attributes) {
            this.attributes = NewTrack.requireAttributes(attributes);
            return this;
        }

        /**
         * Replaces the host's own measure of demand.
         *
         * @throws IllegalArgumentException if {@code popularity} is negative or not finite
         */
        public Builder popularity(double popularity) {
            this.popularity = NewTrack.requirePopularity(popularity);
            return this;
        }

        /** Returns the patch. */
        public TrackPatch build() {
            return new TrackPatch(this);
        }
    }
}
