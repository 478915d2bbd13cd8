package io.loist.ingest.internal.objects;

import io.loist.object.ObjectLayout;
import io.loist.object.ObjectRef;
import io.loist.track.NewTrack;
import java.time.Instant;
import java.util.UUID;

/**
 * The names of objects in the bucket that ingest stores into.
 *
 * @param bucket the bucket
 * @param layout names the objects of tracks
 */
public record ObjectNames(String bucket, ObjectLayout layout) {

    private static final int MILLIS_SHIFT = 16;
    private static final int TIME_VERSION = 7;

    /** Returns the name of a track's audio object. */
    public ObjectRef audio(UUID id, String extension) {
        return new ObjectRef(bucket, layout.audio(id, extension));
    }

    /** Returns the name of a track's artwork object. */
    public ObjectRef artwork(UUID id, String extension) {
        return new ObjectRef(bucket, layout.artwork(id, extension));
    }

    /** Returns the name of a scaled copy of a track's artwork. */
    public ObjectRef thumbnail(UUID id, int size, String extension) {
        return new ObjectRef(bucket, layout.thumbnail(id, size, extension));
    }

    /** Returns a new temporary name, which contains the present time. */
    public ObjectRef temporary() {
        return new ObjectRef(bucket, ObjectLayout.TEMPORARY_PREFIX + NewTrack.nextId());
    }

    /** Returns whether an object has a temporary name. */
    public static boolean isTemporary(ObjectRef ref) {
        return ref.name().startsWith(ObjectLayout.TEMPORARY_PREFIX);
    }

    /** Returns whether an object has a temporary name of this bucket. */
    public boolean isUpload(ObjectRef ref) {
        return ref.bucket().equals(bucket) && isTemporary(ref);
    }

    /** Returns the time at which a temporary name was made, or {@link Instant#MAX} if the name does not contain one. */
    public static Instant madeAt(ObjectRef ref) {
        try {
            UUID id = UUID.fromString(ref.name().substring(ObjectLayout.TEMPORARY_PREFIX.length()));
            return id.version() == TIME_VERSION
                    ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS_SHIFT)
                    : Instant.MAX;
        } catch (IllegalArgumentException e) {
            return Instant.MAX;
        }
    }

    /** Returns whether an object has the name that ingest gave it, so that it belongs to the track alone. */
    public boolean isOwn(UUID id, ObjectRef ref) {
        String name = ref.name();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return ref.bucket().equals(bucket)
                && (name.equals(layout.audio(id, extension)) || name.equals(layout.artwork(id, extension)));
    }
}
