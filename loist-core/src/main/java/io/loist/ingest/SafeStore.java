package io.loist.ingest;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Writes objects under a lease, and remembers which. Nobody else writes to their names, so a call whose answer was lost can be made
 * once more: if the object is there then, the first call had done it. Safe for use by several threads.
 */
final class SafeStore {

    private final ObjectStore objects;
    private final Leases.Lease lease;
    private final List<StoredObject> written = new CopyOnWriteArrayList<>();

    SafeStore(ObjectStore objects, Leases.Lease lease) {
        this.objects = objects;
        this.lease = lease;
    }

    /** Returns what is known to have been written, under the name it was given last. */
    List<StoredObject> written() {
        return written;
    }

    StoredObject put(Upload upload, Supplier<FileSums> sums) {
        return write(upload.target(), () -> objects.put(upload), sums);
    }

    StoredObject copy(ObjectRef from, ObjectRef to, FileSums sums) {
        return write(to, () -> objects.copy(from, to), () -> sums);
    }

    /** A store's move may be repeated anyway. */
    StoredObject move(StoredObject from, ObjectRef to) {
        lease.require();
        try {
            return note(objects.move(from, to));
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return note(objects.move(from, to));
        }
    }

    /** Returns objects to be deleted with the generations under which they were written here, if they were. */
    List<PendingDeletion> recognise(List<PendingDeletion> doomed) {
        return doomed.stream()
                .map(each -> written.stream()
                        .filter(object -> object.ref().equals(each.ref()))
                        .findFirst()
                        .map(object -> new PendingDeletion(each.ref(), object.generation(), each.holder()))
                        .orElse(each))
                .toList();
    }

    private StoredObject write(ObjectRef target, Supplier<StoredObject> call, Supplier<FileSums> sums) {
        lease.require();
        try {
            return note(call.get());
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return note(again(call, target, e, sums));
        }
    }

    private StoredObject note(StoredObject object) {
        written.add(object);
        return object;
    }

    private StoredObject again(
            Supplier<StoredObject> call, ObjectRef target, ObjectStoreException first, Supplier<FileSums> sums) {
        try {
            return call.get();
        } catch (ObjectStoreException second) {
            second.addSuppressed(first);
            if (second.reason() != Reason.PRECONDITION_FAILED && second.reason() != Reason.NOT_FOUND) {
                throw second;
            }
            Optional<StoredObject> there = objects.stat(target);
            FileSums expected = sums.get();
            return there.filter(expected::match)
                    .map(object -> object.withSha256(expected.sha256()))
                    .orElseThrow(() -> second);
        }
    }
}
