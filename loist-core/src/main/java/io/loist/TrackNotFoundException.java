package io.loist;

import java.util.Objects;
import java.util.UUID;

/** Thrown if there is no track with the id that a call named. */
public final class TrackNotFoundException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final UUID id;

    /** Creates an exception for the id that was asked for. */
    public TrackNotFoundException(UUID id) {
        super("TRACK_NOT_FOUND", false, "There is no track " + id + "; it was never saved or has been deleted.", null);
        this.id = Objects.requireNonNull(id, "id");
    }

    /** Returns the id that was asked for. */
    public UUID id() {
        return id;
    }
}
