package io.loist.db.internal.work;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.UUID;

/**
 * Where the next claim begins to look. Rows that were claimed leave dead entries behind at the beginning of the index, and
 * while a long transaction holds back vacuum these only grow in number; so a claim begins after the last row claimed by this
 * process. What became due before that place is found by a look from the very beginning, now and then: the longer
 * such a look takes, the more seldom, so that it never costs more than a small share of the time. Safe for use by many threads.
 */
final class ClaimCursor {

    /** The place before every row. */
    static final Place BEGINNING = new Place(OffsetDateTime.MIN, new UUID(0, 0));

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::dueAt).thenComparing(place -> place.id().toString());

    private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();
    private static final long CHEAP = Duration.ofMillis(200).toNanos();

    /** How long it takes to claim a row that was found, roughly. */
    private static final long CLAIMING = Duration.ofNanos(200_000).toNanos();

    /** One part of looking from the beginning to so many parts of other work. */
    private static final long SHARE = 20;

    private Place last = BEGINNING;
    private boolean looked;
    private long lookedAt;
    private long cost;

    /** A row's place in the order in which rows are claimed. */
    record Place(OffsetDateTime dueAt, UUID id) {}

    /** Returns the place to begin after. */
    synchronized Place next() {
        boolean again = !looked || System.nanoTime() - lookedAt >= Math.max(LONGEST_WAIT, SHARE * cost);
        return again ? BEGINNING : last;
    }

    /** Returns whether to look from the beginning at once, because less was found than was wanted. */
    synchronized boolean mayLookAgain() {
        return cost < CHEAP || System.nanoTime() - lookedAt >= SHARE * cost;
    }

    /** Notes how long a look from the beginning took, and how many rows it claimed. */
    synchronized void looked(long nanos, int claimed) {
        looked = true;
        lookedAt = System.nanoTime();
        cost = Math.max(0, nanos - claimed * CLAIMING);
    }

    /** Notes the place of a row that was claimed. */
    synchronized void passed(Place place) {
        if (ORDER.compare(place, last) > 0) {
            last = place;
        }
    }
}
