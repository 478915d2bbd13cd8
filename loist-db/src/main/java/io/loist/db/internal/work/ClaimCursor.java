package io.loist.db.internal.work;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.UUID;

/**
 * The position in the queue at which the next claim starts. Claimed rows leave dead entries at the start of the index, which
 * accumulate while a long transaction holds back vacuum; so a claim starts after the last row that this process claimed. A full
 * scan from the beginning finds rows that became due before that position: at most once a second, and less often the longer it
 * takes, so that scans stay below 5 % of the time. Safe for use by several threads.
 */
final class ClaimCursor {

    /** The position before all rows. */
    static final Place BEGINNING = new Place(OffsetDateTime.MIN, new UUID(0, 0));

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::dueAt).thenComparing(place -> place.id().toString());

    private static final long MIN_INTERVAL = Duration.ofSeconds(1).toNanos();
    /** Below this cost, a scan may be repeated at once. */
    private static final long CHEAP = Duration.ofMillis(200).toNanos();

    /** Rough time to claim one row after it has been found. */
    private static final long CLAIMING = Duration.ofNanos(200_000).toNanos();

    /** Minimum time between scans, as a multiple of the time that the last one took. */
    private static final long SHARE = 20;

    private Place last = BEGINNING;
    private boolean looked;
    private long lookedAt;
    private long cost;

    /** The position of a row in claim order. */
    record Place(OffsetDateTime dueAt, UUID id) {}

    /** Returns the position to start after: {@link #BEGINNING} if a full scan is due. */
    synchronized Place next() {
        boolean again = !looked || System.nanoTime() - lookedAt >= Math.max(MIN_INTERVAL, SHARE * cost);
        return again ? BEGINNING : last;
    }

    /** Returns whether a claim that found too few rows may scan from the beginning at once. */
    synchronized boolean mayLookAgain() {
        return cost < CHEAP || System.nanoTime() - lookedAt >= SHARE * cost;
    }

    /** Records the duration of a full scan and how many rows it claimed. */
    synchronized void looked(long nanos, int claimed) {
        looked = true;
        lookedAt = System.nanoTime();
        cost = Math.max(0, nanos - claimed * CLAIMING);
    }

    /** Records the position of a claimed row. */
    synchronized void passed(Place place) {
        if (ORDER.compare(place, last) > 0) {
            last = place;
        }
    }
}
