package io.loist.ingest.internal.intake;

import io.loist.ingest.spi.IngestCommit;

/**
 * A track whose objects are stored.
 *
 * @param begun the track
 * @param commit what remains to be saved
 */
record StoredTrack(BegunTrack begun, IngestCommit commit) implements GroupMember {

    @Override
    public int index() {
        return begun.index();
    }
}
