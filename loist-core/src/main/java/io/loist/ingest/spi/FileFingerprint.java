package io.loist.ingest.spi;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a file when it was ingested, from which a later run sees without reading it that it has not changed.
 *
 * @param key identifies the file: 64 lower-case hexadecimal digits, derived from its path
 * @param size in bytes
 * @param modified the time of its last change, in microseconds; null if the file had changed so recently that its time
 *     proves nothing
 */
public record FileFingerprint(
        String key, long size, @Nullable Instant modified) {

    /** Checks for nulls. */
    public FileFingerprint {
        Objects.requireNonNull(key, "key");
    }
}
