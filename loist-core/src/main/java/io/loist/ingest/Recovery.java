package io.loist.ingest;

import io.loist.ingest.spi.PendingDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Undoes what processes that died, or lost the database, have left. Any number of processes may do so at once. */
final class Recovery {

    private static final int BATCH = 100;
    private static final int MILLIS_SHIFT = 16;
    private static final int TIME_VERSION = 7;

    private final Settings settings;
    private final Deletions deletions;
    private final Clock clock;

    Recovery(Settings settings, Deletions deletions, Clock clock) {
        this.settings = settings;
        this.deletions = deletions;
        this.clock = clock;
    }

    RecoverySummary run(Duration maxTemporaryAge) {
        return sweep(undo(), clock.instant().minus(maxTemporaryAge));
    }

    private RecoverySummary undo() {
        RecoverySummary summary = RecoverySummary.NONE;
        long start = System.nanoTime();
        List<PendingDeletion> due;
        int done;
        do {
            due = settings.journal().claimDeletions(BATCH, settings.lease());
            done = deletions.carryOut(due);
            summary = summary.plus(done, due.size());
            // What cannot be deleted is due again after a lease: that is for another time
        } while (!due.isEmpty()
                && (done > 0 || System.nanoTime() - start < settings.lease().toNanos()));
        return summary;
    }

    /** Deletes uploads that nobody took in; their names hold the time they were made at, and so come in that order. */
    private RecoverySummary sweep(RecoverySummary undone, Instant before) {
        RecoverySummary summary = undone;
        try (Stream<StoredObject> temporary = settings.objects().list(settings.bucket(), Settings.TEMPORARY)) {
            Iterator<StoredObject> all = temporary.iterator();
            List<StoredObject> old = new ArrayList<>();
            boolean more = true;
            while (more) {
                more = all.hasNext();
                StoredObject next = more ? all.next() : null;
                Instant made = next == null ? Instant.MAX : madeAt(next.ref());
                if (next != null && made.isBefore(before)) {
                    old.add(next);
                } else if (made.isBefore(Instant.MAX)) {
                    more = false;
                }
                if (!old.isEmpty() && (!more || old.size() == BATCH)) {
                    summary = deletions.deleteUnknown(old, summary);
                    old.clear();
                }
            }
        }
        return summary;
    }

    /** Returns when a temporary name was made, or the far future if it does not say. */
    static Instant madeAt(ObjectRef ref) {
        try {
            UUID id = UUID.fromString(ref.name().substring(Settings.TEMPORARY.length()));
            return id.version() == TIME_VERSION
                    ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS_SHIFT)
                    : Instant.MAX;
        } catch (IllegalArgumentException e) {
            return Instant.MAX;
        }
    }
}
