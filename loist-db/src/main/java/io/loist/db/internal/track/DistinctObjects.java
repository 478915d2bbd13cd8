package io.loist.db.internal.track;

import io.loist.DuplicateTrackException;
import io.loist.object.ObjectRef;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds tracks of one call that have the same audio object. */
public final class DistinctObjects {

    private final Map<ObjectRef, UUID> tracks = new HashMap<>();

    /** Adds a track. Returns the exception to throw if another track with its audio object was added before, otherwise null. */
    public @Nullable DuplicateTrackException add(UUID track, ObjectRef object) {
        UUID other = tracks.putIfAbsent(object, track);
        return other == null
                ? null
                : new DuplicateTrackException(
                        track,
                        other,
                        "The tracks " + other + " and " + track + " of one call have the same audio object " + object
                                + "; leave one of them out.",
                        null);
    }
}
