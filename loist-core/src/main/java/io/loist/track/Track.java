package io.loist.track;

import io.loist.object.StoredObject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A track as it is stored. Repositories make them; tests and other repositories use {@link #builder} or {@link #toBuilder}.
 *
 * @param id the id, a UUIDv7 unless the host chose another
 * @param status the state of its processing
 * @param metadata the musical metadata: title, artists, album and so on
 * @param audio the technical properties of the audio
 * @param audioObject the object with the audio
 * @param artworkObject the object with the cover, or null if there is none
 * @param audioHash the lower-case hexadecimal SHA-256 of the audio without tags, or null if unknown
 * @param attributes the host's own attributes; unmodifiable
 * @param popularity the host's own measure of demand, 0 or more and 0 unless set; orders search hits that match equally well
 * @param processing the result of the last attempts to process it
 * @param createdAt the time of the first save, in microseconds
 * @param updatedAt the time of the last change, in microseconds
 * @param version the number of changes so far, from 0; for optimistic locking
 */
public record Track(
        UUID id,
        TrackStatus status,
        TrackMetadata metadata,
        AudioProperties audio,
        StoredObject audioObject,
        @Nullable StoredObject artworkObject,
        @Nullable String audioHash,
        Map<String, String> attributes,
        double popularity,
        Processing processing,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** Checks that required values are not null, and copies the attributes. */
    public Track {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(audio, "audio");
        Objects.requireNonNull(audioObject, "audioObject");
        Objects.requireNonNull(processing, "processing");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        attributes = Map.copyOf(attributes);
    }

    /** Creates a builder of the track that a repository makes of a new one: saved at {@code now}, never processed, version 0. */
    public static Builder builder(NewTrack track, Instant now) {
        return new Builder(track, now);
    }

    /** Creates a builder with the values of this track. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns why the last attempt to process the track failed, or null if it did not fail. */
    public @Nullable String error() {
        return processing.error();
    }

    /**
     * The result of the attempts to process a track.
     *
     * @param error why the last attempt failed, or null if it did not fail
     * @param retryCount the number of retries so far, from 0
     * @param lastProcessedAt the time the last attempt ended, or null if there was none
     */
    public record Processing(
            @Nullable String error,
            int retryCount,
            @Nullable Instant lastProcessedAt) {

        /** No attempt so far. */
        public static final Processing NONE = new Processing(null, 0, null);
    }

    /** Builds a {@link Track}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final UUID id;
        private TrackStatus status;
        private TrackMetadata metadata;
        private AudioProperties audio;
        private StoredObject audioObject;
        private @Nullable StoredObject artworkObject;
        private @Nullable String audioHash;
        private Map<String, String> attributes;
        private double popularity;
        private Processing processing = Processing.NONE;
        private final Instant createdAt;
        private Instant updatedAt;
        private long version;

        private Builder(NewTrack track, Instant now) {
            this.id = track.id();
            this.status = track.status();
            this.metadata = track.metadata();
            this.audio = track.audio();
            this.audioObject = track.audioObject();
            this.artworkObject = track.artworkObject();
            this.audioHash = track.audioHash();
            this.attributes = track.attributes();
            this.popularity = track.popularity();
            this.createdAt = now;
            this.updatedAt = now;
        }

        private Builder(Track track) {
            this.id = track.id;
            this.status = track.status;
            this.metadata = track.metadata;
            this.audio = track.audio;
            this.audioObject = track.audioObject;
            this.artworkObject = track.artworkObject;
            this.audioHash = track.audioHash;
            this.attributes = track.attributes;
            this.popularity = track.popularity;
            this.processing = track.processing;
            this.createdAt = track.createdAt;
            this.updatedAt = track.updatedAt;
            this.version = track.version;
        }

        /** Sets the state of its processing. */
        public Builder status(TrackStatus status) {
            this.status = status;
            return this;
        }

        /** Sets the musical metadata. */
        public Builder metadata(TrackMetadata metadata) {
            this.metadata = metadata;
            return this;
        }

        /** Sets the technical properties of the audio. */
        public Builder audio(AudioProperties audio) {
            this.audio = audio;
            return this;
        }

        /** Sets the object with the audio. */
        public Builder audioObject(StoredObject audioObject) {
            this.audioObject = audioObject;
            return this;
        }

        /** Sets the object with the cover, or null for none. */
        public Builder artworkObject(@Nullable StoredObject artworkObject) {
            this.artworkObject = artworkObject;
            return this;
        }

        /** Sets the SHA-256 of the audio without tags, or null if unknown. */
        public Builder audioHash(@Nullable String audioHash) {
            this.audioHash = audioHash;
            return this;
        }

        /** Sets the host's own attributes. */
        public Builder attributes(Map<String, String> attributes) {
            this.attributes = attributes;
            return this;
        }

        /** Sets the host's own measure of demand. */
        public Builder popularity(double popularity) {
            this.popularity = popularity;
            return this;
        }

        /** Sets the result of the last attempts to process it. */
        public Builder processing(Processing processing) {
            this.processing = processing;
            return this;
        }

        /** Sets the time of the last change. */
        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /** Sets the number of changes so far. */
        public Builder version(long version) {
            this.version = version;
            return this;
        }

        /** Returns the track. */
        public Track build() {
            return new Track(
                    id,
                    status,
                    metadata,
                    audio,
                    audioObject,
                    artworkObject,
                    audioHash,
                    attributes,
                    popularity,
                    processing,
                    createdAt,
                    updatedAt,
                    version);
        }
    }
}
