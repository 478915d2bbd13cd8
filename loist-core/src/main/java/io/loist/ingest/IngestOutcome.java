package io.loist.ingest;

import io.loist.track.Track;
import java.util.List;
import java.util.Objects;

/** The outcome of one source. Immutable. */
public sealed interface IngestOutcome {

    /** Returns the source. */
    IngestSource source();

    /** A source that is a track now: the outcome of a single ingest, which throws where a batch reports {@link Refused}. */
    sealed interface Ingested extends IngestOutcome {

        /** Returns the track, which is completed. */
        Track track();
    }

    /**
     * The source was read, its bytes are stored and its track is saved.
     *
     * @param source the source
     * @param track the new track
     * @param findings peculiarities of the audio, each in one sentence; unmodifiable
     */
    record Stored(IngestSource source, Track track, List<String> findings) implements Ingested {

        /** Copies the findings. */
        public Stored {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(track, "track");
            findings = List.copyOf(findings);
        }
    }

    /**
     * A track has the same content already, and nothing was stored.
     *
     * @param source the source
     * @param track the existing track
     */
    record AlreadyStored(IngestSource source, Track track) implements Ingested {

        /** Checks for nulls. */
        public AlreadyStored {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(track, "track");
        }
    }

    /**
     * The source could not be ingested; nothing of it is kept. Only batches have this outcome.
     *
     * @param source the source, or a folder that cannot be read
     * @param cause why; its message is a sentence for people
     */
    record Refused(IngestSource source, Exception cause) implements IngestOutcome {

        /** Checks for nulls. */
        public Refused {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(cause, "cause");
        }
    }
}
