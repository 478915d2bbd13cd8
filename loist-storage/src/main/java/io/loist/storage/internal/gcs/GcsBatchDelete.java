package io.loist.storage.internal.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import com.google.cloud.storage.StorageException;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore.Deletion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deletes many objects. One batch reads their generations, another deletes exactly those, so that both can be repeated without harm.
 * The client does not repeat a call that fails within a batch; such an object is deleted by a call of its own.
 */
public final class GcsBatchDelete {

    /** The maximum number of calls in one batch. */
    private static final int MAX_CALLS = 100;

    private final Storage storage;
    private final GcsObjects objects;
    private final Predicate<ObjectRef> deleteAlone;
    private final Map<ObjectRef, Deletion> outcomes = new LinkedHashMap<>();

    public GcsBatchDelete(Storage storage, GcsObjects objects, Predicate<ObjectRef> deleteAlone) {
        this.storage = storage;
        this.objects = objects;
        this.deleteAlone = deleteAlone;
    }

    public List<Deletion> run(Collection<ObjectRef> refs) {
        List<ObjectRef> distinct = new ArrayList<>(new LinkedHashSet<>(refs));
        for (int start = 0; start < distinct.size(); start += MAX_CALLS) {
            List<ObjectRef> part = distinct.subList(start, Math.min(start + MAX_CALLS, distinct.size()));
            deleteFound(generations(part));
            part.forEach(ref -> outcomes.computeIfAbsent(ref, this::alone));
        }
        return distinct.stream().map(outcomes::get).toList();
    }

    /** Returns the generations of those that exist. */
    private Map<ObjectRef, Long> generations(List<ObjectRef> refs) {
        StorageBatch batch = storage.batch();
        Map<ObjectRef, StorageBatchResult<Blob>> answers = new LinkedHashMap<>();
        refs.forEach(ref -> answers.put(
                ref, batch.get(GcsObjects.id(ref), BlobGetOption.fields(BlobField.NAME, BlobField.GENERATION))));
        Map<ObjectRef, Long> generations = new LinkedHashMap<>();
        if (submit(batch)) {
            answers.forEach((ref, answer) -> {
                try {
                    Blob found = answer.get();
                    if (found != null) {
                        generations.put(ref, found.getGeneration());
                    } else {
                        outcomes.put(ref, missing(ref));
                    }
                } catch (StorageException e) {
                    // It is deleted by a call of its own, which reports the failure if it fails too.
                }
            });
        }
        return generations;
    }

    private void deleteFound(Map<ObjectRef, Long> generations) {
        if (generations.isEmpty()) {
            return;
        }
        StorageBatch batch = storage.batch();
        Map<ObjectRef, StorageBatchResult<Boolean>> answers = new LinkedHashMap<>();
        generations.forEach((ref, generation) ->
                answers.put(ref, batch.delete(GcsObjects.id(ref), BlobSourceOption.generationMatch(generation))));
        boolean answered = submit(batch);
        answers.forEach((ref, answer) -> {
            if (!answered || !isDone(answer)) {
                Deletion alone = alone(ref);
                outcomes.put(ref, new Deletion(ref, true, alone.failure()));
            } else {
                outcomes.put(ref, new Deletion(ref, true, null));
            }
        });
    }

    /** An object that no longer exists counts as deleted: another process has deleted it, or an earlier try of this call. */
    private static boolean isDone(StorageBatchResult<Boolean> answer) {
        try {
            answer.get();
            return true;
        } catch (StorageException e) {
            return e.getCode() == 404;
        }
    }

    private static boolean submit(StorageBatch batch) {
        try {
            batch.submit();
            return true;
        } catch (RuntimeException e) {
            return false; // Each object is deleted by a call of its own, which reports the failure if it fails too
        }
    }

    private Deletion missing(ObjectRef ref) {
        return outcome(ref, () -> {
            objects.requireBucket(ref);
            return false;
        });
    }

    private Deletion alone(ObjectRef ref) {
        return outcome(ref, () -> deleteAlone.test(ref));
    }

    private static Deletion outcome(ObjectRef ref, Call call) {
        @Nullable ObjectStoreException failure = null;
        boolean found = false;
        try {
            found = call.run();
        } catch (ObjectStoreException e) {
            failure = e;
        }
        return new Deletion(ref, found, failure);
    }

    private interface Call {
        boolean run();
    }
}
