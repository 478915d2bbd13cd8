package io.loist.ingest;

import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.IngestLease;
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
 * Deletes objects that are noted for it, then takes the notes away: whoever dies between leaves a note that is done again. Whoever
 * stands still between, for however long, deletes nothing that somebody has stored since: it is always one generation that is
 * deleted, and one that was there while the note was good.
 */
final class Deletions {

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    private final IngestJournal journal;
    private final ObjectStore objects;
    private final Duration lease;

    Deletions(Settings settings) {
        this.journal = settings.journal();
        this.objects = settings.objects();
        this.lease = settings.lease();
    }

    /** Deletes objects; what cannot be deleted now is done by a recovery. Returns how many could be. */
    int carryOut(List<PendingDeletion> doomed) {
        List<PendingDeletion> deleted = tryOnce(doomed);
        if (!deleted.isEmpty()) {
            try {
                journal.confirmDeletions(deleted);
            } catch (LoistException e) {
                LOG.debug("Notes of {} deleted objects stay for a recovery: {}", deleted.size(), e.getMessage());
            }
        }
        return deleted.size();
    }

    /** Deletes objects, and leaves their notes, so that it is done once more. Returns those that are gone. */
    List<PendingDeletion> tryOnce(List<PendingDeletion> doomed) {
        // A process that wakes up late may still move an object from its temporary name, but not once that is gone
        Map<Boolean, List<PendingDeletion>> byTemporary =
                doomed.stream().collect(Collectors.partitioningBy(Deletions::isTemporary));
        return Stream.of(true, false)
                .flatMap(temporary -> delete(byTemporary.getOrDefault(temporary, List.of())).stream())
                .toList();
    }

    /**
     * Deletes objects unless a track has them or they are noted. An object is noted before it is written, so one that is there and
     * unknown belongs to nobody.
     *
     * @return the summary with those that are unknown
     */
    RecoverySummary deleteUnknown(List<StoredObject> some, RecoverySummary summary) {
        Set<ObjectRef> known =
                journal.knownObjects(some.stream().map(StoredObject::ref).collect(Collectors.toSet()));
        List<PendingDeletion> unknown = doomed(some.stream().filter(object -> !known.contains(object.ref())));
        return summary.plus(tryOnce(unknown).size(), unknown.size());
    }

    /**
     * Deletes what was written after the right to it was lost. The names of a new track are nobody else's; an object of a track that
     * was claimed stays if another attempt has begun, which deletes it itself.
     */
    void takeBack(List<StoredObject> written, IngestLease lost) {
        if (lost.claim() != null) {
            deleteUnknown(written, RecoverySummary.NONE);
        } else {
            tryOnce(doomed(written.stream()));
        }
    }

    private static List<PendingDeletion> doomed(Stream<StoredObject> some) {
        return some.map(object -> new PendingDeletion(object.ref(), object.generation(), new UUID(0, 0)))
                .toList();
    }

    private static boolean isTemporary(PendingDeletion doomed) {
        return doomed.ref().name().startsWith(Settings.TEMPORARY);
    }

    private List<PendingDeletion> delete(List<PendingDeletion> doomed) {
        List<PendingDeletion> gone = new ArrayList<>();
        List<PendingDeletion> seen = new ArrayList<>();
        List<PendingDeletion> sure = new ArrayList<>();
        for (PendingDeletion each : doomed) {
            if (each.generation() > 0) {
                sure.add(each);
            } else {
                look(each).ifPresent(found -> (found.generation() > 0 ? seen : gone).add(found));
            }
        }
        sure.addAll(held(seen));
        for (PendingDeletion each : sure) {
            try {
                objects.delete(each.ref(), each.generation());
                gone.add(each);
            } catch (ObjectStoreException e) {
                left(each, e);
            }
        }
        return gone;
    }

    /** Returns an object with the generation that is there, 0 if there is none, or nothing if that cannot be told. */
    private Optional<PendingDeletion> look(PendingDeletion doomed) {
        try {
            long generation =
                    objects.stat(doomed.ref()).map(StoredObject::generation).orElse(0L);
            return Optional.of(new PendingDeletion(doomed.ref(), generation, doomed.holder()));
        } catch (ObjectStoreException e) {
            left(doomed, e);
            return Optional.empty();
        }
    }

    private List<PendingDeletion> held(List<PendingDeletion> seen) {
        try {
            return seen.isEmpty() ? seen : journal.renewDeletions(seen, lease);
        } catch (LoistException e) {
            left(seen.get(0), e);
            return List.of();
        }
    }

    private static void left(PendingDeletion doomed, LoistException e) {
        LOG.warn("The object {} is to be deleted, which a recovery will try again: {}", doomed.ref(), e.getMessage());
    }
}
