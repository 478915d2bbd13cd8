package io.loist.ingest;

/**
 * What a recovery did.
 *
 * @param deleted how many objects were deleted that no track has
 * @param left how many could not be deleted now, and will be by a later recovery
 */
public record RecoverySummary(long deleted, long left) {

    static final RecoverySummary NONE = new RecoverySummary(0, 0);

    RecoverySummary plus(int done, int of) {
        return new RecoverySummary(deleted + done, left + of - done);
    }
}
