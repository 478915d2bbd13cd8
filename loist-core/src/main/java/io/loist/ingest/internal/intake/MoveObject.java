package io.loist.ingest.internal.intake;

import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.ingest.internal.objects.IdempotentStore;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The object is copied within the store, and deleted when the track is saved. */
record MoveObject(StoredObject object, FileChecksums sums) implements Placement {

    @Override
    public ObjectRef target(ObjectNames names, UUID id, String extension) {
        return names.audio(id, extension);
    }

    @Override
    public List<ObjectRef> written(IngestPlan plan) {
        return List.of(plan.target());
    }

    @Override
    public StoredObject store(IngestPlan plan, IdempotentStore store) {
        return plan.checked(store.copy(object.ref(), plan.target(), sums), sums);
    }

    @Override
    public Optional<StoredObject> spent() {
        return Optional.of(object);
    }
}
