package io.loist.ingest.spi;

import io.loist.object.ObjectRef;
import io.loist.track.Claim;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to write the objects of one track until the lease ends.
 *
 * @param id the lease's own id, unique among all leases
 * @param track the track's id
 * @param claim the claim under which the track is ingested, or null for a new track
 * @param objects the objects that may be written
 */
public record IngestLease(UUID id, UUID track, @Nullable Claim claim, List<ObjectRef> objects) {

    /** Copies the objects. */
    public IngestLease {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(track, "track");
        objects = List.copyOf(objects);
    }
}
