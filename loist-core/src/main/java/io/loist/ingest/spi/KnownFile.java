package io.loist.ingest.spi;

import io.loist.track.Track;
import java.util.Objects;

/**
 * A file that was ingested before.
 *
 * @param fingerprint its state at that time
 * @param track its track as it is now
 */
public record KnownFile(FileFingerprint fingerprint, Track track) {

    /** Checks for nulls. */
    public KnownFile {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(track, "track");
    }
}
