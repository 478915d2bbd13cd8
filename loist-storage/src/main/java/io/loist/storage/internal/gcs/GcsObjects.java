package io.loist.storage.internal.gcs;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Looks up objects, and distinguishes a missing object from a missing bucket. */
public final class GcsObjects {

    /** The metadata key for the id of the call that made an object, by which a call whose answer was lost recognises its own. */
    private static final String MADE_BY = "loist-made-by";

    /** The metadata key for the origin of an object that was moved from another bucket. */
    static final String MOVED_FROM = "loist-moved-from";

    private static final String DEFAULT_TYPE = "application/octet-stream";

    private final Storage storage;
    private final Set<String> knownBuckets = ConcurrentHashMap.newKeySet();

    public GcsObjects(Storage storage) {
        this.storage = storage;
    }

    /** Returns an object's properties, or empty if there is none. */
    public Optional<Blob> find(ObjectRef ref) {
        Blob found = GcsErrors.translating(
                ref.uri(),
                () -> storage.get(
                        id(ref),
                        BlobGetOption.fields(
                                BlobField.GENERATION,
                                BlobField.METAGENERATION,
                                BlobField.SIZE,
                                BlobField.CRC32C,
                                BlobField.CONTENT_TYPE,
                                BlobField.CONTENT_DISPOSITION,
                                BlobField.CONTENT_ENCODING,
                                BlobField.CONTENT_LANGUAGE,
                                BlobField.CACHE_CONTROL,
                                BlobField.STORAGE_CLASS,
                                BlobField.METADATA)));
        if (found == null) {
            requireBucket(ref);
        }
        return Optional.ofNullable(found);
    }

    /** The service answers 404 for a missing bucket as for a missing object, so each bucket is looked up once. */
    public void requireBucket(ObjectRef ref) {
        if (knownBuckets.contains(ref.bucket())) {
            return;
        }
        try {
            GcsErrors.translating("gs://" + ref.bucket(), () -> firstName(ref.bucket()));
        } catch (ObjectStoreException e) {
            if (e.reason() == Reason.PERMISSION_DENIED) {
                return; // Only a bucket that exists forbids anything.
            }
            throw e;
        }
        knownBuckets.add(ref.bucket());
    }

    private Page<Blob> firstName(String bucket) {
        return storage.list(bucket, BlobListOption.pageSize(1), BlobListOption.fields(BlobField.NAME));
    }

    /** Returns the object that a failed call has made nevertheless, because only its answer was lost. */
    Optional<Blob> findMadeBy(ObjectRef ref, String call, ObjectStoreException failure) {
        if (failure.reason() == Reason.REFUSED || failure.reason() == Reason.PERMISSION_DENIED) {
            return Optional.empty();
        }
        try {
            return findMadeBy(ref, call);
        } catch (ObjectStoreException e) {
            failure.addSuppressed(e);
            return Optional.empty();
        }
    }

    /** Returns the present object if a given call made it. */
    Optional<Blob> findMadeBy(ObjectRef ref, String call) {
        Blob found = GcsErrors.translating(ref.uri(), () -> storage.get(id(ref)));
        return Optional.ofNullable(found)
                .filter(blob -> call.equals(metadata(blob).get(MADE_BY)));
    }

    static String newCall() {
        return UUID.randomUUID().toString();
    }

    /** Returns metadata with the id of the call that makes the object. */
    static Map<String, @Nullable String> madeBy(String call, Map<String, @Nullable String> metadata) {
        Map<String, @Nullable String> all = new HashMap<>(metadata);
        all.put(MADE_BY, call);
        return all;
    }

    /** Returns an object's metadata; empty if it has none. */
    static Map<String, @Nullable String> metadata(BlobInfo object) {
        Map<String, @Nullable String> metadata = object.getMetadata();
        return metadata == null ? Map.of() : metadata;
    }

    /** Returns whether loist itself added metadata of this name. */
    static boolean isMark(String name) {
        return name.equals(MADE_BY) || name.equals(MOVED_FROM);
    }

    /** Returns an object with the headers it is served with, without the metadata that loist itself adds. */
    public static ObjectStore.Details details(BlobInfo object) {
        Map<String, String> given = new HashMap<>();
        metadata(object).forEach((name, value) -> {
            if (value != null && !isMark(name)) {
                given.put(name, value);
            }
        });
        return new ObjectStore.Details(
                describe(object),
                Objects.requireNonNullElse(object.getMetageneration(), 0L),
                object.getCacheControl(),
                object.getContentDisposition(),
                given);
    }

    /** Returns an object's properties. */
    public Blob require(ObjectRef ref) {
        return find(ref).orElseThrow(() -> GcsErrors.noSuchObject(ref.uri()));
    }

    /**
     * Deletes the present generation of an object.
     *
     * @return whether there was one
     * @throws ObjectStoreException with {@code PRECONDITION_FAILED} if it is replaced at the same time
     */
    public boolean deletePresent(ObjectRef ref) {
        Optional<Blob> found = find(ref);
        found.ifPresent(blob -> GcsErrors.translating(
                ref.uri(), () -> storage.delete(id(ref), BlobSourceOption.generationMatch(blob.getGeneration()))));
        return found.isPresent();
    }

    /** Deletes one generation of an object; returns false if it no longer exists. */
    public boolean delete(ObjectRef ref, long generation) {
        try {
            return GcsErrors.translating(
                    ref.uri(), () -> storage.delete(id(ref), BlobSourceOption.generationMatch(generation)));
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.PRECONDITION_FAILED) {
                throw e;
            }
            return false;
        }
    }

    public static BlobId id(ObjectRef ref) {
        return BlobId.of(ref.bucket(), ref.name());
    }

    /** Returns an object as loist describes it. Lists of objects with a key of the customer's lack the checksum. */
    public static StoredObject describe(BlobInfo object) {
        ObjectRef ref = new ObjectRef(object.getBucket(), object.getName());
        return new StoredObject(
                ref,
                object.getGeneration(),
                Objects.requireNonNullElse(object.getSize(), 0L),
                object.getCrc32c(),
                Objects.requireNonNullElse(object.getContentType(), DEFAULT_TYPE),
                null);
    }
}
