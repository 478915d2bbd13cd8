package io.loist.ingest;

/**
 * The counts of a batch.
 *
 * @param stored the number of files that became tracks
 * @param alreadyStored the number of files whose content a track had
 * @param refused the number of files and folders that could not be ingested
 */
public record IngestSummary(long stored, long alreadyStored, long refused) {

    /** Nothing yet. */
    static final IngestSummary NONE = new IngestSummary(0, 0, 0);

    IngestSummary plus(IngestOutcome outcome) {
        if (outcome instanceof IngestOutcome.Stored) {
            return new IngestSummary(stored + 1, alreadyStored, refused);
        }
        return outcome instanceof IngestOutcome.AlreadyStored
                ? new IngestSummary(stored, alreadyStored + 1, refused)
                : new IngestSummary(stored, alreadyStored, refused + 1);
    }

    /** Returns the number of all files. */
    public long files() {
        return stored + alreadyStored + refused;
    }
}
