package io.loist.track;

import io.loist.LoistException;
import java.util.Objects;
import java.util.UUID;

/** What became of a track that was to be saved. */
public sealed interface SaveOutcome {

    /** Returns the id of the track that is stored now, or of the one that was refused. */
    UUID id();

    /**
     * It was saved as a new track.
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
     * There was a track with its id, which it replaced.
     *
     * @param track the track as it is stored now
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
     * There is a track with its id that is the same in everything; nothing was written.
     *
     * @param track the track as it was before
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
     * Another track has its content already; nothing was written. See {@link DuplicatePolicy#RETURN_EXISTING}.
     *
     * @param track the track that has its content
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
     * It was not saved.
     *
     * @param id the id of the track that was not saved
     * @param reason what a call that saves this track alone would have thrown
     */
    record Refused(UUID id, LoistException reason) implements SaveOutcome {
        /** Checks the values. */
        public Refused {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
