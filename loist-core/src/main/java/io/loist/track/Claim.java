package io.loist.track;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A worker's right to work on a track until its lease ends. Whoever takes the track over gets a claim of another number, and
 * this one is good for nothing from then on.
 *
 * @param id the track's id
 * @param number how often the track has been claimed, this time included; from 1
 * @param retryCount how often it was tried again, this time included; 0 for the first attempt
 * @param worker who claimed it
 * @param leaseEnd when others may take the track over, by the clock of the database
 */
public record Claim(UUID id, int number, int retryCount, String worker, Instant leaseEnd) {

    /** Checks that nothing is null. */
    public Claim {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(leaseEnd, "leaseEnd");
    }
}
