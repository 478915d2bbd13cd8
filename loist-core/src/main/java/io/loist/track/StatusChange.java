package io.loist.track;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the status of a track; its deletion is the last of it.
 *
 * @param position grows with every change of the same track; of no meaning between tracks
 * @param id the track's id; the track may be deleted by now
 * @param at when it happened, by the clock of the database
 * @param by the worker or the caller, or the database user if the track was deleted or it was done without loist
 * @param from the status before, or null if the track was saved with this one
 * @param to the status after; equal to {@code from} if another worker took the track over, null if the track was deleted
 * @param reason why, such as the error of a failed attempt; null if there is nothing to say
 */
public record StatusChange(
        long position,
        UUID id,
        Instant at,
        String by,
        @Nullable TrackStatus from,
        @Nullable TrackStatus to,
        @Nullable String reason) {

    /** Checks that nothing is null that must not be. */
    public StatusChange {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
    }
}
