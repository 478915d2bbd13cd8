package io.loist.track;

import io.loist.DatabaseException;
import io.loist.IllegalStatusTransitionException;
import io.loist.TrackNotFoundException;
import java.util.List;
import java.util.UUID;

/**
 * Sets the status of tracks without a claim: for hosts that share out the work themselves, and for operators.
 *
 * <p>Each call changes all its tracks or none. A transition and its entry in the {@linkplain StatusFeed history} are committed
 * together, and only if {@link TrackStatus#canBecome} allows the transition. {@link Track#version} grows with each of them but
 * {@link #markProcessing}.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time.
 *
 * @see TrackQueue for work that loist shares out among workers
 */
public interface TrackStatuses {

    /** Maximum number of tracks in one call: 10,000. */
    int MAX_BATCH = 10_000;

    /** Returns the same with another rule for the retries of {@link #markFailed}. The default is {@link RetryPolicy#DEFAULT}. */
    TrackStatuses withRetry(RetryPolicy policy);

    /**
     * Makes tracks {@code PROCESSING} without a lease: no worker claims them, and only another method of this interface changes
     * them.
     *
     * @param ids up to {@value #MAX_BATCH} ids; an id that occurs twice counts once
     * @param by the name of the caller in the history: 1 to 200 characters
     * @throws TrackNotFoundException if an id has no track; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is not {@code PENDING} or {@code FAILED}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void markProcessing(List<UUID> ids, String by);

    /**
     * Makes {@code PROCESSING} tracks {@code COMPLETED}, claimed or not; claims of them are lost.
     *
     * @param ids up to {@value #MAX_BATCH} ids; an id that occurs twice counts once
     * @param by the name of the caller in the history: 1 to 200 characters
     * @throws TrackNotFoundException if an id has no track; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is not {@code PROCESSING}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void markCompleted(List<UUID> ids, String by);

    /**
     * Makes {@code PROCESSING} tracks {@code FAILED}, to be retried as after {@link TrackQueue#fail}, or {@code DEAD} if this was
     * the last retry; claims of them are lost.
     *
     * @param ids up to {@value #MAX_BATCH} ids; an id that occurs twice counts once
     * @param error the reason, for people, not blank; 10,000 characters are kept, and U+0000 becomes a space
     * @param by the name of the caller in the history: 1 to 200 characters
     * @throws TrackNotFoundException if an id has no track; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is not {@code PROCESSING}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void markFailed(List<UUID> ids, String error, String by);

    /**
     * Makes {@code FAILED}, {@code DEAD} or {@code PROCESSING} tracks {@code PENDING}: due at once, with all retries left; claims of
     * them are lost.
     *
     * @param ids up to {@value #MAX_BATCH} ids; an id that occurs twice counts once
     * @param reason the reason, for the history: 1 to 10,000 characters
     * @param by the name of the caller in the history: 1 to 200 characters
     * @throws TrackNotFoundException if an id has no track; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is {@code PENDING} or {@code COMPLETED}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void requeue(List<UUID> ids, String reason, String by);
}
