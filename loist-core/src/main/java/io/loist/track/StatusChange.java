package io.loist.track;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A status transition of a track; its deletion is the last one.
 *
 * @param position a number that grows with every transition of the same track; without meaning between tracks
 * @param id the id of the track, which may have been deleted since
 * @param at the time, by the clock of the database
 * @param by the name of the worker or caller, or the database user if the track was deleted or changed without loist
 * @param from the status before, or null if the track was saved with {@code to}
 * @param to the status after; equal to {@code from} if another worker took the track over, null if the track was deleted
 * @param reason the reason, such as the error of a failed attempt, or null
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
