package io.loist.ingest.internal.objects;

import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the objects of journal entries, then removes the entries. A crash between the two steps leaves the entry for recovery. A
 * stalled process cannot delete a newer object, because each delete names one generation, and one that existed while the entry
 * was this process's. Safe for use by many threads.
 */
public final class ObjectDeletions {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectDeletions.class);
    private static final UUID NO_HOLDER = new UUID(0, 0);

    private final IngestJournal journal;
    private final ObjectStore objects;
    private final Duration lease;

    /** Creates deletions that renew their right for a lease each time. */
    public ObjectDeletions(IngestJournal journal, ObjectStore objects, Duration lease) {
        this.journal = journal;
        this.objects = objects;
        this.lease = lease;
    }

    /** Deletes objects and removes their entries; what cannot be deleted now is left to recovery. Returns the number deleted. */
    public int run(List<PendingDeletion> deletions) {
        List<PendingDeletion> deleted = deleteOnly(deletions);
        if (!deleted.isEmpty()) {
            try {
                journal.confirmDeletions(deleted);
            } catch (LoistException e) {
                LOG.debug("The entries of {} deleted objects are left to recovery: {}", deleted.size(), e.getMessage());
            }
        }
        return deleted.size();
    }

    /** Deletes objects and keeps their entries, so that recovery deletes them once more. Returns those that are gone. */
    public List<PendingDeletion> deleteOnly(List<PendingDeletion> deletions) {
        // A process that wakes up late may still move an object from its temporary name, but not once that is gone
        Map<Boolean, List<PendingDeletion>> byTemporary =
                deletions.stream().collect(Collectors.partitioningBy(each -> ObjectNames.isTemporary(each.ref())));
        return Stream.of(true, false)
                .flatMap(temporary -> delete(byTemporary.getOrDefault(temporary, List.of())).stream())
                .toList();
    }

    /** How many objects were deleted, and how many could not be. */
    public record Count(int deleted, int left) {

        /** No objects. */
        public static final Count NONE = new Count(0, 0);

        /** Adds some of which part was deleted. */
        public Count plus(int moreDeleted, int of) {
            return new Count(deleted + moreDeleted, left + of - moreDeleted);
        }
    }

    /**
     * Deletes objects unless a track has them or they are in the journal. Every object is in the journal before it is written, so
     * one that exists and is unknown is garbage.
     *
     * @return the count with those that are unknown
     */
    public Count deleteUnknown(List<StoredObject> some, Count count) {
        Set<ObjectRef> known =
                journal.knownObjects(some.stream().map(StoredObject::ref).collect(Collectors.toSet()));
        List<PendingDeletion> unknown = deletions(some.stream().filter(object -> !known.contains(object.ref())));
        return count.plus(deleteOnly(unknown).size(), unknown.size());
    }

    /**
     * Deletes what was written after a lease was lost. No other process uses the names of a new track; an object of a claimed track
     * is kept if another attempt has begun, which deletes it itself.
     */
    public void takeBack(List<StoredObject> written, IngestLease lost) {
        if (lost.claim() != null) {
            deleteUnknown(written, Count.NONE);
        } else {
            deleteOnly(deletions(written.stream()));
        }
    }

    private static List<PendingDeletion> deletions(Stream<StoredObject> some) {
        return some.map(object -> new PendingDeletion(object.ref(), object.generation(), NO_HOLDER))
                .toList();
    }

    private List<PendingDeletion> delete(List<PendingDeletion> deletions) {
        List<PendingDeletion> gone = new ArrayList<>();
        List<PendingDeletion> found = new ArrayList<>();
        List<PendingDeletion> certain = new ArrayList<>();
        for (PendingDeletion each : deletions) {
            if (each.generation() > 0) {
                certain.add(each);
            } else {
                stat(each).ifPresent(present -> (present.generation() > 0 ? found : gone).add(present));
            }
        }
        certain.addAll(renewed(found));
        for (PendingDeletion each : certain) {
            try {
                objects.delete(each.ref(), each.generation());
                gone.add(each);
            } catch (ObjectStoreException e) {
                logLeft(each, e);
            }
        }
        return gone;
    }

    /** Returns a deletion with the generation that exists, 0 if none does; empty if the store does not answer. */
    private Optional<PendingDeletion> stat(PendingDeletion deletion) {
        try {
            long generation =
                    objects.stat(deletion.ref()).map(StoredObject::generation).orElse(0L);
            return Optional.of(new PendingDeletion(deletion.ref(), generation, deletion.holder()));
        } catch (ObjectStoreException e) {
            logLeft(deletion, e);
            return Optional.empty();
        }
    }

    private List<PendingDeletion> renewed(List<PendingDeletion> found) {
        try {
            return found.isEmpty() ? found : journal.renewDeletions(found, lease);
        } catch (LoistException e) {
            logLeft(found.get(0), e);
            return List.of();
        }
    }

    private static void logLeft(PendingDeletion deletion, LoistException e) {
        LOG.warn("The object {} could not be deleted and is left to recovery: {}", deletion.ref(), e.getMessage());
    }
}
