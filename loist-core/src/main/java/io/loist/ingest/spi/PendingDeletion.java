package io.loist.ingest.spi;

import io.loist.object.ObjectRef;
import java.util.Objects;
import java.util.UUID;

/**
 * An object that is to be deleted.
 *
 * @param ref the object
 * @param generation the generation to delete, or 0 if it is unknown
 * @param holder the id of the lease under which it may be deleted
 */
public record PendingDeletion(ObjectRef ref, long generation, UUID holder) {

    /** Checks for nulls. */
    public PendingDeletion {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(holder, "holder");
    }
}
