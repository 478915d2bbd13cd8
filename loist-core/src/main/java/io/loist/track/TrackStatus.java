package io.loist.track;

/** The state of the processing of a track. {@link TrackQueue} and {@link TrackStatuses} make the transitions. */
public enum TrackStatus {
    /** The track waits for processing. */
    PENDING,
    /** The track is being processed. */
    PROCESSING,
    /** Processing has succeeded: the bytes are stored, searches find the track. Final. */
    COMPLETED,
    /** The last attempt failed and a retry will follow; {@link Track#error()} says why. */
    FAILED,
    /** Processing has failed permanently; {@link Track#error()} says why. Only {@link TrackStatuses#requeue} changes it. */
    DEAD;

    /**
     * Returns whether the transition from this status to the next is legal. Work begins ({@code PENDING} or {@code FAILED} to
     * {@code PROCESSING}) and ends ({@code PROCESSING} to any other status); a failed track may be requeued ({@code FAILED} or
     * {@code DEAD} to {@code PENDING}) or fail permanently ({@code FAILED} to {@code DEAD}). No other transition is legal.
     */
    public boolean canBecome(TrackStatus next) {
        return switch (this) {
            case PENDING -> next == PROCESSING;
            case PROCESSING -> next != PROCESSING;
            case COMPLETED -> false;
            case FAILED -> next == PENDING || next == PROCESSING || next == DEAD;
            case DEAD -> next == PENDING;
        };
    }
}
