package io.loist;

import java.util.Objects;
import java.util.UUID;

/** A track did not get a status, because no track of its current status can. Nothing was changed. */
public final class IllegalStatusTransitionException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final String current;
    private final String wanted;

    /**
     * Creates an exception.
     *
     * @param id the track's id
     * @param current the name of the status it has, as in {@code io.loist.track.TrackStatus}
     * @param wanted the name of the status it should have had
     */
    public IllegalStatusTransitionException(UUID id, String current, String wanted) {
        super(
                "ILLEGAL_STATUS_MOVE",
                false,
                "The track " + id + " is " + current + " and cannot become " + wanted
                        + "; somebody else has moved it, or a step was left out: look at its history.",
                null);
        this.id = Objects.requireNonNull(id, "id");
        this.current = Objects.requireNonNull(current, "current");
        this.wanted = Objects.requireNonNull(wanted, "wanted");
    }

    /** Returns the track's id. */
    public UUID id() {
        return id;
    }

    /** Returns the name of the status the track has, as in {@code io.loist.track.TrackStatus}. */
    public String current() {
        return current;
    }

    /** Returns the name of the status the track should have had. */
    public String wanted() {
        return wanted;
    }
}
