package io.loist.track;

/**
 * What happens to a track whose content is there already: a track of the same namespace has an audio object with the same
 * SHA-256, or the same audio hash. Unknown hashes equal nothing.
 *
 * <p>Of two tracks with the same content that are saved at the same moment, neither of them with {@link #ALLOW}, one is saved
 * and the other one meets it.
 */
public enum DuplicatePolicy {
    /** The track is not saved, and the call says which one has its content. */
    REJECT,
    /** The track is not saved, and the one that has its content is returned. */
    RETURN_EXISTING,
    /** The track is saved beside the other one. */
    ALLOW
}
