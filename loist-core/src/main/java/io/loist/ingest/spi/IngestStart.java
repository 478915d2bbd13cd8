package io.loist.ingest.spi;

import io.loist.object.ObjectRef;
import io.loist.track.NewTrack;
import java.util.List;
import java.util.Objects;

/**
 * The start of an ingest: a new track, and every object that will be written for it.
 *
 * @param track the new track; its audio object has its final name, but no generation and no checksum yet
 * @param objects every object that will be written, at least one
 */
public record IngestStart(NewTrack track, List<ObjectRef> objects) {

    /** Copies the objects. */
    public IngestStart {
        Objects.requireNonNull(track, "track");
        objects = List.copyOf(objects);
    }
}
