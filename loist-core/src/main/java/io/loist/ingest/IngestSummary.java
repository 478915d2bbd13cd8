package io.loist.ingest;

/**
 * How an ingest of many files went.
 *
 * @param stored how many files became tracks
 * @param alreadyStored how many files were tracks already
 * @param refused how many files or folders could not be read
 */
public record IngestSummary(long stored, long alreadyStored, long refused) {

    /** Nothing done yet. */
    static final IngestSummary NONE = new IngestSummary(0, 0, 0);

    IngestSummary plus(IngestOutcome outcome) {
        if (outcome instanceof IngestOutcome.Stored) {
            return new IngestSummary(stored + 1, alreadyStored, refused);
        }
        return outcome instanceof IngestOutcome.AlreadyStored
                ? new IngestSummary(stored, alreadyStored + 1, refused)
                : new IngestSummary(stored, alreadyStored, refused + 1);
    }

    /** Returns how many files were looked at. */
    public long files() {
        return stored + alreadyStored + refused;
    }
}
