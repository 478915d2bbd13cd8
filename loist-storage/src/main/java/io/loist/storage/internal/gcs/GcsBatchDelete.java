package io.loist.storage.internal.gcs;

import com.google.api.client.googleapis.batch.BatchRequest;
import com.google.api.client.googleapis.batch.json.JsonBatchCallback;
import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.http.HttpHeaders;
import com.google.api.services.storage.Storage.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore.Deletion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes many objects. One batch reads their generations, another deletes exactly those, so that both can be repeated without harm.
 * The client does not repeat a call that fails within a batch; such an object is deleted by a call of its own.
 */
public final class GcsBatchDelete {

    /** The maximum number of calls in one batch. */
    private static final int MAX_CALLS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(GcsBatchDelete.class);

    private final GcsJsonApi api;
    private final GcsObjects objects;
    private final Predicate<ObjectRef> deleteAlone;
    private final Map<ObjectRef, Deletion> outcomes = new LinkedHashMap<>();

    public GcsBatchDelete(GcsJsonApi api, GcsObjects objects, Predicate<ObjectRef> deleteAlone) {
        this.api = api;
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
        Answers<StorageObject> answers = new Answers<>();
        send(
                refs,
                (ref, batch) -> calls().get(ref.bucket(), ref.name())
                        .setFields("name,generation")
                        .queue(batch, answers.of(ref)));
        answers.missing.forEach(ref -> outcomes.put(ref, missing(ref)));
        Map<ObjectRef, Long> generations = new LinkedHashMap<>();
        answers.done.forEach((ref, found) -> generations.put(ref, found.getGeneration()));
        return generations;
    }

    private void deleteFound(Map<ObjectRef, Long> generations) {
        if (generations.isEmpty()) {
            return;
        }
        Answers<Void> answers = new Answers<>();
        send(
                generations.keySet(),
                (ref, batch) -> calls().delete(ref.bucket(), ref.name())
                        .setIfGenerationMatch(generations.get(ref))
                        .queue(batch, answers.of(ref)));
        // What no longer exists counts as deleted: by another process, or by an earlier try of this call
        generations.keySet().forEach(ref -> {
            boolean isDone = answers.done.containsKey(ref) || answers.missing.contains(ref);
            outcomes.put(ref, new Deletion(ref, true, isDone ? null : alone(ref).failure()));
        });
    }

    private Objects calls() {
        return api.client().objects();
    }

    /** Sends a call for each object. What is not answered is deleted by a call of its own, which reports the failure if it fails too. */
    private void send(Collection<ObjectRef> refs, Queueing queueing) {
        BatchRequest batch = api.batch();
        try {
            for (ObjectRef ref : refs) {
                queueing.queue(ref, batch);
            }
            batch.execute();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A batch of {} calls failed; they are made one by one", refs.size(), e);
        }
    }

    private interface Queueing {
        void queue(ObjectRef ref, BatchRequest batch) throws IOException;
    }

    /** What a batch has answered. */
    private static final class Answers<T> {

        private final Map<ObjectRef, @Nullable T> done = new HashMap<>();
        private final Set<ObjectRef> missing = new HashSet<>();

        JsonBatchCallback<T> of(ObjectRef ref) {
            return new JsonBatchCallback<>() {
                @Override
                public void onSuccess(@Nullable T answer, HttpHeaders headers) {
                    done.put(ref, answer);
                }

                @Override
                public void onFailure(GoogleJsonError error, HttpHeaders headers) {
                    if (error.getCode() == 404) {
                        missing.add(ref);
                    }
                }
            };
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
