package io.loist.ingest.internal.intake;

import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.internal.objects.ObjectDeletions;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.track.Track;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Undoes tracks that were begun and cannot be finished. */
final class IngestRollback {

    private static final Logger LOG = LoggerFactory.getLogger(IngestRollback.class);

    private final IngestContext context;
    private final ContentLookup lookup;
    private final ObjectDeletions deletions;

    IngestRollback(IngestContext context, ContentLookup lookup, ObjectDeletions deletions) {
        this.context = context;
        this.lookup = lookup;
        this.deletions = deletions;
    }

    /** Undoes a track that has failed and returns its result; unless the database saved it, and only the answer was lost. */
    IngestResult failed(BegunTrack begun, Throwable cause) {
        begun.lease().close();
        if (undo(begun, cause)) {
            return IngestResult.failed(begun.plan().file().name(), cause);
        }
        Optional<Track> committed = committed(begun, cause);
        return committed.isPresent()
                ? begun.plan().stored(committed.get())
                : IngestResult.failed(begun.plan().file().name(), late(begun, cause));
    }

    /** Undoes a track because another one has its content. */
    void superseded(BegunTrack begun) {
        deletions.run(written(begun));
    }

    /** Undoes a track of which nothing has been written. If that fails, recovery does it. */
    void dropped(BegunTrack begun) {
        begun.lease().close();
        try {
            context.journal().confirmDeletions(context.journal().abandon(begun.entry(), context.lease()));
        } catch (LoistException e) {
            LOG.debug("The track {} is left to recovery: {}", begun.plan().id(), e.getMessage());
        }
    }

    private List<PendingDeletion> written(BegunTrack begun) {
        return begun.store().withGenerations(context.journal().abandon(begun.entry(), context.lease()));
    }

    /** Returns whether what was written is undone or will be; if not, it was committed or its lease was lost. */
    private boolean undo(BegunTrack begun, Throwable cause) {
        try {
            List<PendingDeletion> written = written(begun);
            // An object may still appear after the call that stores it has failed; its entry sees to it then
            if (cause instanceof ObjectStoreException failure && failure.reason() == Reason.UNAVAILABLE) {
                deletions.deleteOnly(written);
            } else {
                deletions.run(written);
            }
            return !written.isEmpty();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            return true;
        }
    }

    /**
     * Returns the track if the database saved it and only the answer was lost. Otherwise the lease was lost, and a recovery may
     * have ended before the last object was written: what the journal does not know is deleted.
     */
    private Optional<Track> committed(BegunTrack begun, Throwable cause) {
        try {
            Optional<Track> committed = lookup.completed(begun.plan().id());
            if (committed.isEmpty()) {
                deletions.takeBack(begun.store().written(), begun.entry());
            }
            return committed;
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            return Optional.empty();
        }
    }

    /** Returns why a track failed whose lease was lost: not that the store misses what was deleted then. */
    private static Throwable late(BegunTrack begun, Throwable cause) {
        if (cause instanceof ObjectStoreException failure
                && (failure.reason() == Reason.NOT_FOUND || failure.reason() == Reason.PRECONDITION_FAILED)) {
            Throwable lost = begun.lease().lost();
            lost.addSuppressed(cause);
            return lost;
        }
        return cause;
    }
}
