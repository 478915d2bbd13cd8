package io.loist.ingest.internal.objects;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.internal.lease.Leases;
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
 * Writes objects under a lease, and records which. No other process writes to their names, so a call whose answer was lost is made
 * once more: if the object exists then, the first call had stored it. Safe for use by several threads.
 */
public final class IdempotentStore {

    private final ObjectStore objects;
    private final Leases.Lease lease;
    private final List<StoredObject> written = new CopyOnWriteArrayList<>();

    /** Creates a store that has written nothing. */
    public IdempotentStore(ObjectStore objects, Leases.Lease lease) {
        this.objects = objects;
        this.lease = lease;
    }

    /** Returns the objects that are known to have been written; of an object that was moved, each name. */
    public List<StoredObject> written() {
        return written;
    }

    /**
     * Stores an object.
     *
     * @param sums computes the checksums of its bytes, if they are needed
     */
    public StoredObject put(Upload upload, Supplier<FileChecksums> sums) {
        return write(upload.target(), () -> objects.put(upload), sums);
    }

    /** Copies an object whose checksums are known. */
    public StoredObject copy(ObjectRef from, ObjectRef to, FileChecksums sums) {
        return write(to, () -> objects.copy(from, to), () -> sums);
    }

    /** Moves an object. A store's move may be repeated anyway. */
    public StoredObject move(StoredObject from, ObjectRef to) {
        lease.require();
        try {
            return record(objects.move(from, to));
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return record(objects.move(from, to));
        }
    }

    /** Returns deletions with the generations under which their objects were written here, as far as they were. */
    public List<PendingDeletion> withGenerations(List<PendingDeletion> deletions) {
        return deletions.stream()
                .map(each -> written.stream()
                        .filter(object -> object.ref().equals(each.ref()))
                        .findFirst()
                        .map(object -> new PendingDeletion(each.ref(), object.generation(), each.holder()))
                        .orElse(each))
                .toList();
    }

    private StoredObject write(ObjectRef target, Supplier<StoredObject> call, Supplier<FileChecksums> sums) {
        lease.require();
        try {
            return record(call.get());
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return record(again(call, target, e, sums));
        }
    }

    private StoredObject record(StoredObject object) {
        written.add(object);
        return object;
    }

    private StoredObject again(
            Supplier<StoredObject> call, ObjectRef target, ObjectStoreException first, Supplier<FileChecksums> sums) {
        try {
            return call.get();
        } catch (ObjectStoreException second) {
            second.addSuppressed(first);
            if (second.reason() != Reason.PRECONDITION_FAILED && second.reason() != Reason.NOT_FOUND) {
                throw second;
            }
            Optional<StoredObject> stored = objects.stat(target);
            FileChecksums expected = sums.get();
            return stored.filter(expected::match)
                    .map(object -> object.withSha256(expected.sha256()))
                    .orElseThrow(() -> second);
        }
    }
}
