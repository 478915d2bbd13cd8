package io.loist.track;

/** How far the processing of a track has come. {@link TrackQueue} and {@link TrackStatuses} make the transitions. */
public enum TrackStatus {
    /** Known, and waiting to be worked on. */
    PENDING,
    /** Being worked on. */
    PROCESSING,
    /** Done: its bytes are stored, and it is found and played. It stays so. */
    COMPLETED,
    /** Given up for now, to be tried again later; {@link Track#error()} says why. */
    FAILED,
    /** Given up for good, after the last retry; {@link Track#error()} says why. Only {@link TrackStatuses#requeue} helps. */
    DEAD;

    /**
     * Returns whether a track of this status may become one of the next. Work begins ({@code PENDING} or {@code FAILED} to
     * {@code PROCESSING}) and ends ({@code PROCESSING} to any other); what was given up may wait once more ({@code FAILED} or
     * {@code DEAD} to {@code PENDING}) or be given up for good ({@code FAILED} to {@code DEAD}). Nothing else is possible.
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
