package io.loist.ingest;

import io.loist.ingest.spi.AudioReader;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestJournal;
import io.loist.object.ObjectLayout;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import java.time.Duration;
import java.util.UUID;

/** What a pipeline was built of. */
record Settings(
        IngestDatabase database,
        ObjectStore objects,
        AudioReader reader,
        String bucket,
        ObjectLayout layout,
        DuplicatePolicy policy,
        Duration lease,
        int parallelism) {

    /** What the names of objects begin with that are not a track's yet. */
    static final String TEMPORARY = "temp/";

    IngestJournal journal() {
        return database.journal();
    }

    ObjectRef audio(UUID id, String extension) {
        return new ObjectRef(bucket, layout.audio(id, extension));
    }

    ObjectRef artwork(UUID id, String extension) {
        return new ObjectRef(bucket, layout.artwork(id, extension));
    }

    ObjectRef thumbnail(UUID id, int size, String extension) {
        return new ObjectRef(bucket, layout.thumbnail(id, size, extension));
    }

    /** Returns a name that nothing ever had; it holds the time at which it was made. */
    ObjectRef temporary() {
        return new ObjectRef(bucket, TEMPORARY + NewTrack.nextId());
    }

    /** Returns what a pending track's audio object is to be taken in as. */
    IngestSource source(Track track) {
        ObjectRef ref = track.audioObject().ref();
        boolean upload = ref.bucket().equals(bucket) && ref.name().startsWith(TEMPORARY);
        return upload ? IngestSource.upload(ref) : IngestSource.object(ref);
    }

    /** Returns whether an object has the name that this pipeline would have given it, so that it belongs to the track alone. */
    boolean isOwn(UUID id, ObjectRef ref) {
        String name = ref.name();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return ref.bucket().equals(bucket)
                && (name.equals(layout.audio(id, extension)) || name.equals(layout.artwork(id, extension)));
    }
}
