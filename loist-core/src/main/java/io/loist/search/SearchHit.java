package io.loist.search;

import io.loist.track.Track;
import java.util.Objects;

/**
 * A track that was found.
 *
 * @param track the track
 * @param score how well it matches, from 0 (exclusive) to 1; comparable within one result, not between results
 */
public record SearchHit(Track track, double score) {

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if {@code score} is not in 0..1
     */
    public SearchHit {
        Objects.requireNonNull(track, "track");
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score must be from 0 to 1, but is " + score);
        }
    }
}
