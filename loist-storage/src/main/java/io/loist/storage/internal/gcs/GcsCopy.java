package io.loist.storage.internal.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.CopyRequest;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One copy within the service, of one generation of the original, made only if no object has the copy's name. */
public final class GcsCopy {

    private final Storage storage;
    private final GcsObjects objects;
    private final Blob original;
    private final ObjectRef to;
    private final String call = GcsObjects.newCall();

    public GcsCopy(Storage storage, GcsObjects objects, Blob original, ObjectRef to) {
        this.storage = storage;
        this.objects = objects;
        this.original = original;
        this.to = to;
    }

    /**
     * Copies, in as many calls as the service requires.
     *
     * @param marks additional metadata of the copy
     */
    public BlobInfo run(Map<String, String> marks) {
        BlobInfo copy;
        try {
            copy = GcsErrors.translating(
                    to.uri(), () -> storage.copy(request(marks)).getResult());
        } catch (ObjectStoreException e) {
            copy = objects.findMadeBy(to, call, e).orElseThrow(() -> e);
        }
        if (!Objects.equals(copy.getCrc32c(), original.getCrc32c())) {
            throw GcsErrors.damaged(to.uri(), null);
        }
        return copy;
    }

    private CopyRequest request(Map<String, String> marks) {
        BlobId source = BlobId.of(original.getBucket(), original.getName(), original.getGeneration());
        return CopyRequest.newBuilder()
                .setSource(source)
                .setTarget(target(marks), BlobTargetOption.doesNotExist())
                .build();
    }

    /** A call that names any property must name all properties of the copy. */
    private BlobInfo target(Map<String, String> marks) {
        Map<String, String> metadata = new HashMap<>();
        if (original.getMetadata() != null) {
            metadata.putAll(original.getMetadata());
        }
        metadata.putAll(marks);
        return BlobInfo.newBuilder(GcsObjects.id(to))
                .setContentType(original.getContentType())
                .setContentDisposition(original.getContentDisposition())
                .setContentEncoding(original.getContentEncoding())
                .setContentLanguage(original.getContentLanguage())
                .setCacheControl(original.getCacheControl())
                .setStorageClass(original.getStorageClass())
                .setMetadata(GcsObjects.madeBy(call, Map.copyOf(metadata)))
                .build();
    }
}
