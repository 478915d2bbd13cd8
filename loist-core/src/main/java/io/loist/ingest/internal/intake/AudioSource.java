package io.loist.ingest.internal.intake;

import io.loist.object.ObjectStore;

/** One kind of source: where its bytes come from. What becomes of them is the {@link Placement} of what it opens. */
public interface AudioSource {

    /** Returns the name to report it by: a path, an object's URI or what a user called it. */
    String name();

    /**
     * Makes the bytes available as a file of this machine.
     *
     * @throws io.loist.AudioReadException if a file or stream cannot be read
     * @throws io.loist.ObjectStoreException if an object does not exist or cannot be read
     */
    IngestFile open(ObjectStore objects);
}
