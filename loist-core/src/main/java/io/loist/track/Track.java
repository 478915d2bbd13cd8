package io.loist.track;

import io.loist.object.StoredObject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A track as the repository holds it.
 *
 * @param id the track's id, a UUIDv7 unless the host chose another
 * @param status how far its processing has come
 * @param metadata what is known about it as a piece of music
 * @param audio what is known about it as sound
 * @param audioObject where its bytes are
 * @param artworkObject where its cover is, or null if it has none
 * @param audioHash the lower-case hexadecimal SHA-256 of its sound without tags, or null if unknown
 * @param attributes what the host app keeps with it
 * @param popularity how much it is in demand, by the host's own measure; 0 unless set. Orders equal search matches
 * @param processing how the last attempts to process it went
 * @param createdAt when it was saved first
 * @param updatedAt when it was changed last
 * @param version how often it was changed, from 0; for optimistic locking
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

    /** Copies the attributes. */
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

    /** Returns why the last attempt to process the track failed, or null if it did not. */
    public @Nullable String error() {
        return processing.error();
    }

    /**
     * How the attempts to process a track went.
     *
     * @param error why the last attempt failed, or null if it did not
     * @param retryCount how often processing was tried again
     * @param lastProcessedAt when the last attempt ended, or null if there was none
     */
    public record Processing(
            @Nullable String error,
            int retryCount,
            @Nullable Instant lastProcessedAt) {

        /** Never tried. */
        public static final Processing NONE = new Processing(null, 0, null);
    }
}
