package io.loist.ingest;

import io.loist.track.Track;
import java.util.List;
import java.util.Objects;

/** What became of one file. */
public sealed interface IngestOutcome {

    /** Returns where the audio came from. */
    IngestSource source();

    /**
     * The file was read, its bytes are stored and its track is saved.
     *
     * @param source where it came from
     * @param track the new track
     * @param findings what is odd about the file, each in one sentence; unmodifiable
     */
    record Stored(IngestSource source, Track track, List<String> findings) implements IngestOutcome {

        /** Copies the findings. */
        public Stored {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(track, "track");
            findings = List.copyOf(findings);
        }
    }

    /**
     * The same bytes were stored before, so nothing was done.
     *
     * @param source where it came from
     * @param track the track that was saved then
     */
    record AlreadyStored(IngestSource source, Track track) implements IngestOutcome {

        /** Checks for nulls. */
        public AlreadyStored {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(track, "track");
        }
    }

    /**
     * The file could not be taken in; nothing of it is left behind.
     *
     * @param source the file, or the folder that could not be looked into
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
