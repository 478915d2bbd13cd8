package io.loist.track;

import io.loist.LoistException;
import java.util.Objects;
import java.util.UUID;

/** The result of saving one track. */
public sealed interface SaveOutcome {

    /** Returns the id of the stored track, or of the refused one. */
    UUID id();

    /**
     * The track was saved as a new one.
     *
     * @param track the track as it is stored
     */
    record Created(Track track) implements SaveOutcome {
        /** Checks the track. */
        public Created {
            Objects.requireNonNull(track, "track");
        }

        @Override
        public UUID id() {
            return track.id();
        }
    }

    /**
     * The track replaced the one with its id.
     *
     * @param track the track as it is stored
     */
    record Updated(Track track) implements SaveOutcome {
        /** Checks the track. */
        public Updated {
            Objects.requireNonNull(track, "track");
        }

        @Override
        public UUID id() {
            return track.id();
        }
    }

    /**
     * The track with its id is the same in everything; nothing was written.
     *
     * @param track the track as it is stored, unchanged
     */
    record Unchanged(Track track) implements SaveOutcome {
        /** Checks the track. */
        public Unchanged {
            Objects.requireNonNull(track, "track");
        }

        @Override
        public UUID id() {
            return track.id();
        }
    }

    /**
     * Another track has the same content; nothing was written. See {@link DuplicatePolicy#RETURN_EXISTING}.
     *
     * @param track the other track
     */
    record Existing(Track track) implements SaveOutcome {
        /** Checks the track. */
        public Existing {
            Objects.requireNonNull(track, "track");
        }

        @Override
        public UUID id() {
            return track.id();
        }
    }

    /**
     * The track was not saved.
     *
     * @param id the id of the track that was not saved
     * @param reason the exception that a call for this track alone would have thrown
     */
    record Refused(UUID id, LoistException reason) implements SaveOutcome {
        /** Checks the values. */
        public Refused {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
