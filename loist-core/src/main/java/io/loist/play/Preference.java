package io.loist.play;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a listener has starred or rated something, or both.
 *
 * @param subject the track, album or artist
 * @param starredAt when it was starred, or null if it is not
 * @param rating from 1 to 5, or null if it is not rated
 */
public record Preference(
        Subject subject,
        @Nullable Instant starredAt,
        @Nullable Integer rating) implements ListenerData {

    /** Checks that there is a subject. */
    public Preference {
        Objects.requireNonNull(subject, "subject");
    }
}
