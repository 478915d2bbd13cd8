package io.loist.track;

/**
 * What happens to a new track whose content exists already: a track of the same namespace has an audio object with the same SHA-256, or
 * the same audio hash. Unknown hashes are equal to none.
 *
 * <p>Safe under concurrency: of two simultaneous saves with equal content, neither of them with {@link #ALLOW}, exactly one succeeds and
 * the other is treated as the duplicate.
 */
public enum DuplicatePolicy {
    /** The track is not saved; the call fails and names the track with its content. */
    REJECT,
    /** The track is not saved; the call returns the track with its content. */
    RETURN_EXISTING,
    /** The track is saved beside the existing one. */
    ALLOW
}
