package io.loist.track;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The right of a worker to work on a track until its lease ends. When another worker takes the track over, it gets a claim with another
 * number, and this one is no longer valid.
 *
 * @param id the id of the track
 * @param number the number of claims of the track so far, including this one; from 1
 * @param retryCount the number of retries so far, including this one; 0 for the first attempt
 * @param worker the name of the worker
 * @param leaseEnd the time from which other workers may take the track over, by the clock of the database
 */
public record Claim(UUID id, int number, int retryCount, String worker, Instant leaseEnd) {

    /** Checks that nothing is null. */
    public Claim {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(leaseEnd, "leaseEnd");
    }
}
