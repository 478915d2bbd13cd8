package io.loist.track;

/** How far the processing of a track has come. */
public enum TrackStatus {
    /** Known, and waiting to be worked on. */
    PENDING,
    /** Being worked on. */
    PROCESSING,
    /** Done: its bytes are stored, and it is found and played. */
    COMPLETED,
    /** Given up for now; {@link Track#error()} says why. */
    FAILED
}
