package io.loist;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A track was not saved because one that may exist only once is there already. */
public final class DuplicateTrackException extends LoistException {

    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final @Nullable UUID existing;

    /**
     * Creates an exception.
     *
     * @param id the id of the track that could not be saved
     * @param existing the id of the track that is in its way, or null if that one is gone again
     * @param message what is there already and what to do
     * @param cause what led to it, or null
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

    /** Returns the id of the track that is in its way, or null if that one has been deleted since. */
    public @Nullable UUID existing() {
        return existing;
    }
}
