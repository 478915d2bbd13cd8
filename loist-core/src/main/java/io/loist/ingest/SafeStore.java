package io.loist.ingest;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.media.ObjectRef;
import io.loist.media.ObjectStore;
import io.loist.media.StoredObject;
import io.loist.media.Upload;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes objects under names that nobody else writes to, so that a call whose answer was lost can be made once more: if the object
 * is there then, the first call had done it.
 */
final class SafeStore {

    private final ObjectStore objects;

    SafeStore(ObjectStore objects) {
        this.objects = objects;
    }

    StoredObject put(Upload upload, Supplier<FileSums> sums) {
        try {
            return objects.put(upload);
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return again(() -> objects.put(upload), upload.target(), e, sums);
        }
    }

    /** A store's move may be repeated anyway. */
    StoredObject move(StoredObject from, ObjectRef to) {
        try {
            return objects.move(from, to);
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return objects.move(from, to);
        }
    }

    StoredObject copy(ObjectRef from, ObjectRef to, FileSums sums) {
        try {
            return objects.copy(from, to);
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return again(() -> objects.copy(from, to), to, e, () -> sums);
        }
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
