package io.loist;

import java.util.Objects;
import java.util.UUID;

/** Thrown if a track is not changed because it has been changed since the caller read it. */
public final class StaleTrackException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final long expectedVersion;
    private final long currentVersion;

    /**
     * Creates an exception.
     *
     * @param id the id of the track
     * @param expectedVersion the version that the caller read
     * @param currentVersion its current version
     */
    public StaleTrackException(UUID id, long expectedVersion, long currentVersion) {
        super(
                "TRACK_STALE",
                false,
                "The track " + id + " was not changed: its version is now " + currentVersion + ", not "
                        + expectedVersion + "; read it again and repeat the change.",
                null);
        this.id = Objects.requireNonNull(id, "id");
        this.expectedVersion = expectedVersion;
        this.currentVersion = currentVersion;
    }

    /** Returns the id of the track. */
    public UUID id() {
        return id;
    }

    /** Returns the version that the caller read. */
    public long expectedVersion() {
        return expectedVersion;
    }

    /** Returns the current version of the track. */
    public long currentVersion() {
        return currentVersion;
    }
}
