package io.loist.track;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.IllegalStatusTransitionException;
import io.loist.TrackNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves tracks from status to status, and shares the work on them among any number of workers.
 *
 * <p>A worker {@linkplain #claim claims} tracks for the time of a lease, prolongs it by {@link #heartbeat} if it must, and ends
 * with {@link #complete}, {@link #fail}, {@link #giveUp} or {@link #release}. If it dies, its leases run out and others take its
 * tracks over. No track is ever in two claims that are good at the same time. What is done with a claim that has been lost
 * changes nothing; those methods return the claims they were carried out for.
 *
 * <p>Each move and the entry in the history are made together or not at all, and only if {@link TrackStatus#canBecome} allows
 * the move. A track's {@link Track#version} grows when work ends; a lease, begun or prolonged or given back, leaves it as it is. Every time is taken from the clock of the database, so the workers' clocks need not agree.
 *
 * <p>Implementations are safe for use by many threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time.
 */
public interface TrackQueue {

    /** The most tracks one call takes: 10,000. */
    int MAX_BATCH = 10_000;

    /** The longest lease: 30 days. */
    Duration MAX_LEASE = Duration.ofDays(30);

    /** Returns the same work with another rule for retries; by default it is {@link RetryPolicy#DEFAULT}. */
    TrackQueue retrying(RetryPolicy policy);

    /**
     * Claims the tracks that have been due for the longest time: {@code PENDING} ones, {@code FAILED} ones whose wait is over,
     * and {@code PROCESSING} ones whose lease has ended, which counts as a retry. Tracks whose lease has ended after the last
     * retry become {@code DEAD} instead. Never waits for another worker.
     *
     * @param most how many tracks at most, from 1 to {@value #MAX_BATCH}
     * @param worker who claims them, for the history: 1 to 200 characters, best unique among the workers that run
     * @param lease for how long, from a millisecond to {@link #MAX_LEASE}
     * @return the claims, the longest due first; fewer than {@code most}, even none, if no more are due or others are just
     *     claiming them
     * @throws IllegalArgumentException if an argument is out of its range
     */
    List<Claim> claim(int most, String worker, Duration lease);

    /**
     * Prolongs leases: they end {@code lease} from now.
     *
     * @return the claims that are still good, with their new end; work on the others must stop
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims, or {@code lease} is out of its range
     */
    List<Claim> heartbeat(List<Claim> claims, Duration lease);

    /**
     * Ends work well: the tracks become {@code COMPLETED}.
     *
     * @return the claims whose tracks did; the others were lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims
     */
    List<Claim> complete(List<Claim> claims);

    /**
     * Ends work badly: the tracks become {@code FAILED} and are due again after a while, see {@link RetryPolicy}, or
     * {@code DEAD} if this was the last retry.
     *
     * @param error why, for people: 1 to 10,000 characters
     * @return the claims whose tracks did; the others were lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims, or {@code error} is blank or too long
     */
    List<Claim> fail(List<Claim> claims, String error);

    /**
     * Ends work for good, because no retry would help: the tracks become {@code DEAD}.
     *
     * @param error why, for people: 1 to 10,000 characters
     * @return the claims whose tracks did; the others were lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims, or {@code error} is blank or too long
     */
    List<Claim> giveUp(List<Claim> claims, String error);

    /**
     * Ends work undone: the tracks become {@code PENDING} and are due at once, behind those that are already.
     *
     * @return the claims whose tracks did; the others were lost
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} claims
     */
    List<Claim> release(List<Claim> claims);

    /**
     * Makes tracks {@code PROCESSING} without a lease: nobody takes them over, and only the methods beginning with
     * {@code mark} end it. For hosts that share out the work themselves.
     *
     * @param ids up to {@value #MAX_BATCH} ids; one that occurs twice counts once
     * @param by who does it, for the history: 1 to 200 characters
     * @throws TrackNotFoundException if there is no track of one of the ids; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is not {@code PENDING} or {@code FAILED}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void markProcessing(List<UUID> ids, String by);

    /**
     * Makes {@code PROCESSING} tracks {@code COMPLETED}, whoever works on them; claims of them are lost.
     *
     * @param ids up to {@value #MAX_BATCH} ids; one that occurs twice counts once
     * @param by who does it, for the history: 1 to 200 characters
     * @throws TrackNotFoundException if there is no track of one of the ids; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is not {@code PROCESSING}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void markCompleted(List<UUID> ids, String by);

    /**
     * Makes {@code PROCESSING} tracks {@code FAILED}, to be tried again as by {@link #fail}, or {@code DEAD} if this was the
     * last retry, whoever works on them; claims of them are lost.
     *
     * @param ids up to {@value #MAX_BATCH} ids; one that occurs twice counts once
     * @param error why, for people: 1 to 10,000 characters
     * @param by who does it, for the history: 1 to 200 characters
     * @throws TrackNotFoundException if there is no track of one of the ids; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is not {@code PROCESSING}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void markFailed(List<UUID> ids, String error, String by);

    /**
     * Makes {@code FAILED}, {@code DEAD} or {@code PROCESSING} tracks {@code PENDING}: due at once, with all their retries
     * before them; claims of them are lost.
     *
     * @param ids up to {@value #MAX_BATCH} ids; one that occurs twice counts once
     * @param reason why, for the history: 1 to 10,000 characters
     * @param by who does it, for the history: 1 to 200 characters
     * @throws TrackNotFoundException if there is no track of one of the ids; no track is changed
     * @throws IllegalStatusTransitionException if one of the tracks is {@code PENDING} or {@code COMPLETED}; no track is changed
     * @throws IllegalArgumentException if an argument is out of its range
     */
    void requeue(List<UUID> ids, String reason, String by);

    /**
     * Returns what happened to a track's status, the first change first; also if the track is deleted by now, which is the last
     * change then. That a track was saved as {@code COMPLETED} is not part of its history.
     */
    List<StatusChange> history(UUID id);

    /**
     * Returns what happened to the status of all tracks since another call, up to their deletion, so that what is kept elsewhere
     * can follow. It does not tell of tracks saved as {@code COMPLETED}, nor of changes that leave the status alone, such as
     * {@link TrackRepository#update}: {@link TrackSort#UPDATED} lists those. Whoever goes on with
     * {@link StatusChanges#next} gets every change exactly once, whatever the order in which transactions commit: a change is
     * given out once no transaction is open that might still put one before it. Changes of one track may rarely come in
     * another order than they happened in; their positions tell. A transaction that stays open holds up the feed, not the work.
     *
     * @param after where the call before ended, or null to begin with the first change
     * @param most how many changes at most, from 1 to {@value #MAX_BATCH}
     * @throws IllegalArgumentException if {@code most} is out of its range, or the cursor was not made by this method
     */
    StatusChanges changes(@Nullable Cursor after, int most);
}
