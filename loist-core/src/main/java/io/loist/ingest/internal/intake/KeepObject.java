package io.loist.ingest.internal.intake;

import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.ingest.internal.objects.IdempotentStore;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.util.List;
import java.util.UUID;

/** The object stays where it is, and nothing is written for it. */
record KeepObject(StoredObject object, FileChecksums sums) implements Placement {

    @Override
    public ObjectRef target(ObjectNames names, UUID id, String extension) {
        return object.ref();
    }

    @Override
    public List<ObjectRef> written(IngestPlan plan) {
        return List.of(plan.staging());
    }

    @Override
    public StoredObject store(IngestPlan plan, IdempotentStore store) {
        return object.withSha256(sums.sha256());
    }
}
