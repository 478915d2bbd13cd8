package io.loist.ingest.spi;

import io.loist.object.StoredObject;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object that the database expects in a bucket.
 *
 * @param object the object as it was stored
 * @param track the id of its track; null if the object is not to be compared, because its track is not completed or belongs to
 *     another namespace
 * @param role what the object is to its track
 */
public record ExpectedObject(StoredObject object, @Nullable UUID track, ObjectRole role) {

    /** Checks for nulls. */
    public ExpectedObject {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(role, "role");
    }
}
