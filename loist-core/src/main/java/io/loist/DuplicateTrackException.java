package io.loist;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Thrown if a track is not saved because another one has the same id, audio object or content. */
public final class DuplicateTrackException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final @Nullable UUID existing;

    /**
     * Creates an exception.
     *
     * @param id the id of the track that could not be saved
     * @param existing the id of the other track, or null if that one has been deleted since
     * @param message what the tracks have in common and what to do
     * @param cause the cause, or null
     */
    public DuplicateTrackException(UUID id, @Nullable UUID existing, String message, @Nullable Throwable cause) {
        super("DUPLICATE_TRACK", false, message, cause);
        this.id = Objects.requireNonNull(id, "id");
        this.existing = existing;
    }

    /** Returns the id of the track that could not be saved. */
    public UUID id() {
        return id;
    }

    /** Returns the id of the other track, or null if that one has been deleted since. */
    public @Nullable UUID existing() {
        return existing;
    }
}
