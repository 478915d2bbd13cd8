package io.loist.play;

/** What became of one play of a batch; see {@link PlayLog#recordEach}. */
public enum PlayOutcome {
    /** It is recorded. */
    RECORDED,
    /** It had been recorded before, or is in the batch twice; it counts once. */
    REPEATED,
    /** It is refused: there is no such track, or no longer. */
    UNKNOWN_TRACK,
    /** It is refused: it began more than a minute after the present, by the clock of the database. */
    IN_FUTURE,
    /** It is refused: plays of its day are stored as counts only, so that no one could say whether it had been recorded before. */
    TOO_OLD
}
