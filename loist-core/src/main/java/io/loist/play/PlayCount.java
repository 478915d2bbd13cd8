package io.loist.play;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * How often a track was played: by one listener or by all, ever or in a period, as the call says.
 *
 * @param track the id of the track
 * @param completed the number of plays that were not skipped, 0 or more
 * @param skipped the number of plays that were skipped, 0 or more
 * @param heard how long it was heard, in all plays together
 * @param lastPlayed when the last play began, skipped or not
 */
public record PlayCount(UUID track, long completed, long skipped, Duration heard, Instant lastPlayed) {

    /** Checks that no value is null. */
    public PlayCount {
        Objects.requireNonNull(track, "track");
        Objects.requireNonNull(heard, "heard");
        Objects.requireNonNull(lastPlayed, "lastPlayed");
    }

    /** Returns the share of the plays that were skipped, from 0 to 1. */
    public double skipRate() {
        return (double) skipped / Math.max(1, completed + skipped);
    }
}
