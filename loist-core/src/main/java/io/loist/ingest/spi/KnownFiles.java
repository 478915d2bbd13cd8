package io.loist.ingest.spi;

import java.util.Map;
import java.util.Set;

/**
 * The result of looking up files by their fingerprints.
 *
 * @param files the files that were ingested before, by key
 * @param sizes those of the requested sizes that any ingested file has, in bytes
 */
public record KnownFiles(Map<String, KnownFile> files, Set<Long> sizes) {

    /** Copies both. */
    public KnownFiles {
        files = Map.copyOf(files);
        sizes = Set.copyOf(sizes);
    }
}
