package io.loist.ingest;

import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ingest.IngestJournal.Doomed;
import io.loist.media.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes objects that are noted for it, then takes the notes away: whoever dies between leaves a note that is done again. */
final class Deletions {

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    private final IngestJournal journal;
    private final ObjectStore objects;

    Deletions(IngestJournal journal, ObjectStore objects) {
        this.journal = journal;
        this.objects = objects;
    }

    /** Deletes objects; what cannot be deleted now is done by a recovery. Returns how many could be. */
    int carryOut(List<Doomed> doomed) {
        List<Doomed> deleted = tryOnce(doomed);
        if (!deleted.isEmpty()) {
            try {
                journal.forget(deleted);
            } catch (LoistException e) {
                LOG.debug("Notes of {} deleted objects stay for a recovery: {}", deleted.size(), e.getMessage());
            }
        }
        return deleted.size();
    }

    /** Deletes objects, and leaves their notes, so that it is done once more. Returns those that are gone. */
    List<Doomed> tryOnce(List<Doomed> doomed) {
        List<Doomed> deleted = new ArrayList<>();
        for (Doomed each : doomed) {
            try {
                delete(each);
                deleted.add(each);
            } catch (ObjectStoreException e) {
                LOG.warn(
                        "The object {} is to be deleted, which a recovery will try again: {}",
                        each.ref(),
                        e.getMessage());
            }
        }
        return deleted;
    }

    /** An object of another generation has taken the name since, and stays. */
    private void delete(Doomed doomed) {
        boolean other = doomed.generation() > 0
                && objects.stat(doomed.ref())
                        .filter(there -> there.generation() != doomed.generation())
                        .isPresent();
        if (!other) {
            objects.delete(doomed.ref());
        }
    }
}
