package io.loist;

import java.util.Objects;
import java.util.UUID;

/** Thrown if the status of a track does not allow a transition. Nothing was changed. */
public final class IllegalStatusTransitionException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final String current;
    private final String wanted;

    /**
     * Creates an exception.
     *
     * @param id the id of the track
     * @param current the name of its status, as in {@code io.loist.track.TrackStatus}
     * @param wanted the name of the status it was to get
     */
    public IllegalStatusTransitionException(UUID id, String current, String wanted) {
        super(
                "ILLEGAL_STATUS_TRANSITION",
                false,
                "The track " + id + " is " + current + " and cannot become " + wanted
                        + "; another process has changed it, or a step is missing: read its history.",
                null);
        this.id = Objects.requireNonNull(id, "id");
        this.current = Objects.requireNonNull(current, "current");
        this.wanted = Objects.requireNonNull(wanted, "wanted");
    }

    /** Returns the id of the track. */
    public UUID id() {
        return id;
    }

    /** Returns the name of the status the track has, as in {@code io.loist.track.TrackStatus}. */
    public String current() {
        return current;
    }

    /** Returns the name of the status the track was to get. */
    public String wanted() {
        return wanted;
    }
}
