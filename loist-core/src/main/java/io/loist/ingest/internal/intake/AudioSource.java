package io.loist.ingest.internal.intake;

/** A kind of source: where its bytes come from. The {@link Placement} decides where they are stored. */
public interface AudioSource {

    /** Returns the name to report it by: a path, an object's URI or what a user called it. */
    String name();

    /**
     * Makes the bytes available as an open file of this machine.
     *
     * @throws io.loist.AudioReadException if a file or stream cannot be read, is too large, or is no audio
     * @throws io.loist.ObjectStoreException if an object does not exist or cannot be read
     */
    IngestFile open(IngestContext context);
}
