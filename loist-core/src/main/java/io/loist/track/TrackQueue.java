package io.loist.track;

import io.loist.DatabaseException;
import java.time.Duration;
import java.util.List;

/**
 * Shares the work on tracks among any number of workers.
 *
 * <p>A worker {@linkplain #claim claims} tracks for the time of a lease, prolongs the lease by {@link #heartbeat} if it must, and
 * ends with {@link #complete}, {@link #fail}, {@link #failPermanently} or {@link #release}. If the worker dies, its leases end and
 * other workers claim its tracks. At any moment, at most one claim of a track is valid. A call with a claim that has been lost
 * changes nothing for its track; those methods return the claims that were valid.
 *
 * <p>A status transition and its entry in the {@linkplain StatusFeed history} are committed together, and only if
 * {@link TrackStatus#canBecome} allows the transition. The end of work increases {@link Track#version}; beginning, prolonging or
 * returning a lease does not. All times come from the clock of the database, so the clocks of the workers need not agree.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time.
 *
 * @see TrackStatuses for hosts that share out the work themselves
 */
public interface TrackQueue {

    /** Maximum number of tracks in one call: 10,000. */
    int MAX_BATCH = 10_000;

    /** Maximum length of a lease: 30 days. */
    Duration MAX_LEASE = Duration.ofDays(30);

    /** Returns this queue with another rule for retries. The default is {@link RetryPolicy#DEFAULT}. */
    TrackQueue withRetry(RetryPolicy policy);

    /**
     * Claims the tracks that have been due for the longest time: {@code PENDING} tracks, {@code FAILED} tracks whose delay has
     * passed, and {@code PROCESSING} tracks whose lease has ended, which counts as a retry. Tracks whose lease has ended after the
     * last retry become {@code DEAD} instead. Never waits for another worker.
     *
     * @param max maximum number of claims, from 1 to {@value #MAX_BATCH}
     * @param worker the name of the worker in the history: 1 to 200 characters, best unique among the running workers
     * @param lease length of the lease, from 1 millisecond to {@link #MAX_LEASE}
     * @return the claims, the longest due first; fewer than {@code max}, possibly none, if no more tracks are due or other workers
     *     are claiming them at this moment
     * @throws IllegalArgumentException if an argument is out of its range
     */
    List<Claim> claim(int max, String worker, Duration lease);

    /**
     * Prolongs leases: they end {@code lease} from now.
     *
     * @return the claims that are still valid, with the new end of their lease; work on the other tracks must stop
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims, or {@code lease} is out of its range
     */
    List<Claim> heartbeat(List<Claim> claims, Duration lease);

    /**
     * Completes the claims: their tracks become {@code COMPLETED}.
     *
     * @return the claims that were valid; the others had been lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims
     */
    List<Claim> complete(List<Claim> claims);

    /**
     * Fails the claims and schedules a retry: their tracks become {@code FAILED} and are due again after a delay, see
     * {@link RetryPolicy}, or {@code DEAD} if this was the last retry.
     *
     * @param error the reason, for people, not blank; 10,000 characters are kept, and U+0000 becomes a space
     * @return the claims that were valid; the others had been lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims, or {@code error} is blank
     */
    List<Claim> fail(List<Claim> claims, String error);

    /**
     * Fails the claims permanently, without a retry: their tracks become {@code DEAD}.
     *
     * @param error the reason, for people, not blank; 10,000 characters are kept, and U+0000 becomes a space
     * @return the claims that were valid; the others had been lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims, or {@code error} is blank
     */
    List<Claim> failPermanently(List<Claim> claims, String error);

    /**
     * Returns the claims unprocessed: their tracks become {@code PENDING} and are due at once, after those that are due already.
     *
     * @return the claims that were valid; the others had been lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims
     */
    List<Claim> release(List<Claim> claims);
}
