package io.loist.track;

import io.loist.object.StoredObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a track; everything that is not named stays. Immutable; make one with {@link #builder}.
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

    /** Starts a patch that changes nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the new metadata, or null to keep them. */
    public @Nullable TrackMetadata metadata() {
        return metadata;
    }

    /** Returns the new audio properties, or null to keep them. */
    public @Nullable AudioProperties audio() {
        return audio;
    }

    /** Returns where the bytes are now, or null to keep the place. */
    public @Nullable StoredObject audioObject() {
        return audioObject;
    }

    /** Returns where the cover is now, or null to keep it or, see {@link #artworkRemoved}, to have none. */
    public @Nullable StoredObject artworkObject() {
        return artworkObject;
    }

    /** Returns whether the track has no cover any more. */
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

    /** Returns whether it changes nothing. */
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

        /** Replaces what is known about it as a piece of music. */
        public Builder metadata(TrackMetadata metadata) {
            this.metadata = Objects.requireNonNull(metadata, "metadata");
            return this;
        }

        /** Replaces what is known about it as sound. */
        public Builder audio(AudioProperties audio) {
            this.audio = Objects.requireNonNull(audio, "audio");
            return this;
        }

        /** Replaces where its bytes are. */
        public Builder audioObject(StoredObject audioObject) {
            this.audioObject = Objects.requireNonNull(audioObject, "audioObject");
            return this;
        }

        /** Replaces where its cover is; null for a track that has none any more. */
        public Builder artworkObject(@Nullable StoredObject artworkObject) {
            this.artworkObject = artworkObject;
            this.artworkRemoved = artworkObject == null;
            return this;
        }

        /**
         * Replaces the SHA-256 of its sound without tags.
         *
         * @throws IllegalArgumentException if {@code audioHash} is not 64 lower-case hexadecimal digits
         */
        public Builder audioHash(String audioHash) {
            this.audioHash = NewTrack.requireAudioHash(audioHash);
            return this;
        }

        /**
         * Replaces all that the host app keeps with it.
         *
         * @throws IllegalArgumentException if a name is blank, or a text is too long or cannot be stored
         */
        public Builder attributes(Map<String, String> attributes) {
            this.attributes = NewTrack.requireAttributes(attributes);
            return this;
        }

        /**
         * Replaces how much it is in demand.
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
