package io.loist.ingest.internal.recovery;

import io.loist.ingest.internal.objects.ObjectDeletions;
import io.loist.ingest.internal.objects.ObjectDeletions.Count;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.internal.Ticker;
import io.loist.object.ObjectLayout;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Undoes the unfinished work of processes that died or lost the database. Safe to run in several processes at once. */
public final class Recovery {

    private static final int BATCH = 100;

    private final IngestJournal journal;
    private final ObjectStore objects;
    private final ObjectDeletions deletions;
    private final Ticker ticker;

    /** Creates a recovery. */
    public Recovery(IngestJournal journal, ObjectStore objects, ObjectDeletions deletions, Ticker ticker) {
        this.journal = journal;
        this.objects = objects;
        this.deletions = deletions;
        this.ticker = ticker;
    }

    /** Deletes the objects, and the tracks, of all leases that have ended. */
    public Count undo(Duration lease) {
        Count count = Count.NONE;
        long start = ticker.nanos();
        List<PendingDeletion> due;
        int done;
        do {
            due = journal.claimDeletions(BATCH, lease);
            done = deletions.run(due);
            count = count.plus(done, due.size());
            // What cannot be deleted is due again after a lease: that is for another recovery
        } while (!due.isEmpty() && (done > 0 || ticker.nanos() - start < lease.toNanos()));
        return count;
    }

    /** Deletes uploads that were not ingested; their names contain the time, and are listed in that order. */
    public Count sweep(ObjectNames names, Instant before, Count undone) {
        Count count = undone;
        try (Stream<StoredObject> temporary = objects.list(names.bucket(), ObjectLayout.TEMPORARY_PREFIX)) {
            Iterator<StoredObject> all = temporary.iterator();
            List<StoredObject> old = new ArrayList<>();
            boolean more = true;
            while (more) {
                more = all.hasNext();
                StoredObject next = more ? all.next() : null;
                Instant made = next == null ? Instant.MAX : ObjectNames.madeAt(next.ref());
                if (next != null && made.isBefore(before)) {
                    old.add(next);
                } else if (made.isBefore(Instant.MAX)) {
                    more = false;
                }
                if (!old.isEmpty() && (!more || old.size() == BATCH)) {
                    count = deletions.deleteUnknown(old, count);
                    old.clear();
                }
            }
        }
        return count;
    }
}
