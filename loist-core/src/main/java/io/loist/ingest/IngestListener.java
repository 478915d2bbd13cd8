package io.loist.ingest;

/** Is told how an ingest of many files goes on, in the thread that does it. An exception it throws ends the ingest. */
public interface IngestListener {

    /** Hears nothing. */
    IngestListener NONE = new IngestListener() {};

    /**
     * The ingest begins.
     *
     * @param files how many files there are to look at, or -1 if nobody knows
     */
    default void started(long files) {}

    /** A file is done with. */
    default void finished(IngestOutcome outcome) {}
}
