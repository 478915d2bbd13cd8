package io.loist.ingest.spi;

import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;

/** What ingest needs of a database; {@code LoistDatabase} is one. Safe for use by many threads. */
public interface IngestDatabase {

    /** Returns where tracks are saved. */
    TrackRepository tracks();

    /** Returns the queue that shares tracks among workers. */
    TrackQueue queue();

    /** Returns where it is noted which objects are being written or deleted. */
    IngestJournal journal();
}
