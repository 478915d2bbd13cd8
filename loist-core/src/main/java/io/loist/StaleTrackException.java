package io.loist;

import java.util.Objects;
import java.util.UUID;

/** A track was not changed because somebody else changed it after the caller had read it. */
public final class StaleTrackException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final long expectedVersion;
    private final long currentVersion;

    /**
     * Creates an exception.
     *
     * @param id the track that was to be changed
     * @param expectedVersion the version that the caller had read
     * @param currentVersion the version that it has now
     */
    public StaleTrackException(UUID id, long expectedVersion, long currentVersion) {
        super(
                "TRACK_STALE",
                false,
                "The track " + id + " was not changed: it is of version " + currentVersion + " by now, not "
                        + expectedVersion + "; read it again, and decide anew.",
                null);
        this.id = Objects.requireNonNull(id, "id");
        this.expectedVersion = expectedVersion;
        this.currentVersion = currentVersion;
    }

    /** Returns the track that was to be changed. */
    public UUID id() {
        return id;
    }

    /** Returns the version that the caller had read. */
    public long expectedVersion() {
        return expectedVersion;
    }

    /** Returns the version that the track has now. */
    public long currentVersion() {
        return currentVersion;
    }
}
