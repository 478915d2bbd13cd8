package io.loist.ingest;

/** Receives the progress of a batch, in the thread that called it. An exception it throws ends the batch. */
public interface IngestListener {

    /** Ignores everything. */
    IngestListener NONE = new IngestListener() {};

    /**
     * The batch starts.
     *
     * @param files the number of files, or -1 if it is unknown
     */
    default void started(long files) {}

    /** A source is finished. */
    default void finished(IngestOutcome outcome) {}
}
