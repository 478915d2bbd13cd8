package io.loist.storage.internal.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore.Details;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of an object's headers and metadata. It names the state that it changes, so that it may be repeated; if its answer was
 * lost, it finds what it asked for in the next state.
 */
public final class GcsUpdate {

    private final Storage storage;
    private final GcsObjects objects;
    private final Details wanted;
    private final ObjectRef ref;

    public GcsUpdate(Storage storage, GcsObjects objects, Details wanted) {
        this.storage = storage;
        this.objects = objects;
        this.wanted = wanted;
        this.ref = wanted.object().ref();
    }

    public Details run() {
        Blob found = objects.require(ref);
        Details present = GcsObjects.details(found);
        if (differs(wanted.object().generation(), present.object().generation())
                || differs(wanted.metageneration(), present.metageneration())) {
            throw GcsErrors.replaced(ref.uri(), null);
        }
        BlobInfo changed = found.toBuilder()
                .setContentType(wanted.object().contentType())
                .setCacheControl(wanted.cacheControl())
                .setContentDisposition(wanted.contentDisposition())
                .setMetadata(metadata(found))
                .build();
        try {
            return GcsObjects.details(GcsErrors.translating(
                    ref.uri(),
                    () -> storage.update(
                            changed, BlobTargetOption.generationMatch(), BlobTargetOption.metagenerationMatch())));
        } catch (ObjectStoreException e) {
            return madeNevertheless(present, e).orElseThrow(() -> e);
        }
    }

    private static boolean differs(long wanted, long present) {
        return wanted != 0 && wanted != present;
    }

    /** The new metadata, null for what is to go, and what loist itself added. */
    private Map<String, @Nullable String> metadata(Blob found) {
        Map<String, @Nullable String> metadata = new HashMap<>(wanted.metadata());
        GcsObjects.metadata(found).forEach((name, value) -> {
            if (GcsObjects.isMark(name)) {
                metadata.put(name, value);
            } else {
                metadata.putIfAbsent(name, null);
            }
        });
        return metadata;
    }

    private Optional<Details> madeNevertheless(Details before, ObjectStoreException failure) {
        if (failure.reason() != Reason.PRECONDITION_FAILED && failure.reason() != Reason.UNAVAILABLE) {
            return Optional.empty();
        }
        try {
            return objects.find(ref).map(GcsObjects::details).filter(expected(before)::equals);
        } catch (ObjectStoreException e) {
            failure.addSuppressed(e);
            return Optional.empty();
        }
    }

    private Details expected(Details before) {
        return new Details(
                before.object().toBuilder()
                        .contentType(wanted.object().contentType())
                        .build(),
                before.metageneration() + 1,
                wanted.cacheControl(),
                wanted.contentDisposition(),
                wanted.metadata());
    }
}
