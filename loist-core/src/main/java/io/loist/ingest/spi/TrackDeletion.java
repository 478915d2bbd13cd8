package io.loist.ingest.spi;

import java.util.List;

/**
 * The result of deleting a track.
 *
 * @param found whether the track existed
 * @param objects its objects, which the caller deletes next
 */
public record TrackDeletion(boolean found, List<PendingDeletion> objects) {

    /** Copies the objects. */
    public TrackDeletion {
        objects = List.copyOf(objects);
    }
}
