package io.loist.ingest.internal.intake;

import io.loist.ingest.internal.objects.IdempotentStore;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the bytes of a source are stored, and what happens to the source afterwards. */
interface Placement {

    /** Returns the name that the audio object of a track has in the end. */
    ObjectRef target(ObjectNames names, UUID id, String extension);

    /** Returns the names of the objects that are written; at least one, because a lease consists of names. */
    List<ObjectRef> written(IngestPlan plan);

    /** Stores the bytes, compares them with what was read, and returns the audio object with its SHA-256. */
    StoredObject store(IngestPlan plan, IdempotentStore store);

    /** Returns the object that is useless once a track has its content. */
    default Optional<StoredObject> spent() {
        return Optional.empty();
    }
}
