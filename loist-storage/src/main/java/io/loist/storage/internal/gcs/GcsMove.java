package io.loist.storage.internal.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.MoveBlobRequest;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.util.Map;
import java.util.Optional;

/**
 * One move of one generation, made only if no object has the new name. Within a bucket the service renames the object in one step;
 * otherwise the copy records its origin, so that a repeated move recognises its own copy and continues with the deletion.
 */
public final class GcsMove {

    private final Storage storage;
    private final GcsObjects objects;
    private StoredObject from;
    private final ObjectRef to;

    public GcsMove(Storage storage, GcsObjects objects, StoredObject from, ObjectRef to) {
        this.storage = storage;
        this.objects = objects;
        this.from = from;
        this.to = to;
    }

    public StoredObject run() {
        Optional<Blob> original = objects.find(from.ref());
        if (original.isEmpty()) {
            return movedBefore()
                    .orElseThrow(() -> GcsErrors.noSuchObject(from.ref().uri()));
        }
        if (original.get().getGeneration() != from.generation() || from.ref().equals(to)) {
            throw GcsErrors.replaced(from.ref().uri(), null);
        }
        from = GcsObjects.describe(original.get()); // with its checksum, which lists may lack
        return from.ref().bucket().equals(to.bucket()) ? rename() : copyAndDelete(original.get());
    }

    private StoredObject rename() {
        MoveBlobRequest request = MoveBlobRequest.newBuilder()
                .setSource(GcsObjects.id(from.ref()))
                .setTarget(GcsObjects.id(to))
                .setSourceOptions(BlobSourceOption.generationMatch(from.generation()))
                .setTargetOptions(BlobTargetOption.doesNotExist())
                .build();
        try {
            return GcsObjects.describe(GcsErrors.translating(to.uri(), () -> storage.moveBlob(request)));
        } catch (ObjectStoreException e) {
            return settle(e);
        }
    }

    /** Returns the moved object if the failed call has moved it nevertheless, because only its answer was lost. */
    private StoredObject settle(ObjectStoreException failure) {
        if (failure.reason() == Reason.PERMISSION_DENIED || failure.reason() == Reason.REFUSED) {
            throw failure;
        }
        try {
            if (objects.find(from.ref()).isEmpty()) {
                return movedBefore()
                        .orElseThrow(() -> GcsErrors.noSuchObject(from.ref().uri()));
            }
        } catch (ObjectStoreException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                throw e;
            }
            failure.addSuppressed(e);
        }
        throw failure;
    }

    private StoredObject copyAndDelete(Blob original) {
        String mark = from.ref().uri() + "#" + from.generation();
        BlobInfo copy;
        try {
            copy = new GcsCopy(storage, objects, original, to).run(Map.of(GcsObjects.MOVED_FROM, mark));
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.PRECONDITION_FAILED) {
                throw e;
            }
            copy = objects.find(to)
                    .filter(blob -> GcsObjects.describe(blob).hasSameBytesAs(from))
                    .filter(blob -> mark.equals(GcsObjects.metadata(blob).get(GcsObjects.MOVED_FROM)))
                    .orElseThrow(() -> e);
        }
        objects.delete(from.ref(), from.generation());
        return GcsObjects.describe(copy);
    }

    private Optional<StoredObject> movedBefore() {
        return objects.find(to).map(GcsObjects::describe).filter(found -> found.hasSameBytesAs(from));
    }
}
