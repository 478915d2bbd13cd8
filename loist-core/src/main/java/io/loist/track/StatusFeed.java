package io.loist.track;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.Page;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads which status transitions tracks have made: the history of one track, or the feed of all tracks.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time.
 */
public interface StatusFeed {

    /** Maximum number of changes in one page of the feed: 10,000. */
    int MAX_CHANGES = 10_000;

    /**
     * Returns the status transitions of a track, the first one first; also of a deleted track, whose deletion is the last entry. A
     * track saved as {@code COMPLETED} has no entry for that. Empty if the id has never had a track.
     */
    List<StatusChange> history(UUID id);

    /**
     * Returns the status transitions of all tracks since another call, deletions included, so that another system can follow.
     * Tracks saved as {@code COMPLETED} and changes that leave the status alone, such as {@link TrackRepository#update}, are not in
     * it: {@link TrackSort#UPDATED} lists those.
     *
     * <p>A caller that continues with {@link Page#next} receives every change exactly once, in whatever order transactions commit: a
     * change is returned once no transaction is open that might still add one before it. A transaction that stays open delays the
     * feed, not the work. The changes of one track may rarely arrive in another order than they happened in; their
     * {@linkplain StatusChange#position positions} are in order.
     *
     * @param after where the previous call ended, or null to begin with the first change
     * @param max maximum number of changes, from 1 to {@value #MAX_CHANGES}
     * @return the changes, empty if nothing has happened since; {@link Page#next} is never null, because the feed has no end
     * @throws IllegalArgumentException if {@code max} is out of its range, or the cursor was not made by this method
     * @throws DatabaseException also with the code {@code FEED_RESTARTED} if the database was restored from a backup and the feed
     *     was restarted after the cursor was made; the caller then begins again with null, or compares its copy with the tracks
     */
    Page<StatusChange> changes(@Nullable Cursor after, int max);
}
