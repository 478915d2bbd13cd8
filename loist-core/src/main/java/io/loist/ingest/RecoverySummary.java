package io.loist.ingest;

/**
 * The counts of a recovery.
 *
 * @param deleted the number of objects without a track that were deleted
 * @param left the number of objects that could not be deleted now; a later recovery deletes them
 */
public record RecoverySummary(long deleted, long left) {}
