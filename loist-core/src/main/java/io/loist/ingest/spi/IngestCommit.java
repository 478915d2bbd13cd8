package io.loist.ingest.spi;

import io.loist.object.StoredObject;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the database saves when all objects of a track are stored.
 *
 * @param lease the right to write the track
 * @param track the track as it is to be saved, with its objects as they are stored
 * @param policy what happens if another track has the same content
 * @param thumbnails the scaled copies of the artwork as they are stored, by their size in pixels
 * @param file the fingerprint of the file that was ingested, or null if it is not to be remembered
 * @param spent an object that is to be deleted once the content is saved, or null; the holder of its deletion is the track's id
 */
public record IngestCommit(
        IngestLease lease,
        NewTrack track,
        DuplicatePolicy policy,
        SortedMap<Integer, StoredObject> thumbnails,
        @Nullable FileFingerprint file,
        @Nullable StoredObject spent) {

    /** Copies the thumbnails. */
    public IngestCommit {
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(track, "track");
        Objects.requireNonNull(policy, "policy");
        thumbnails = Collections.unmodifiableSortedMap(new TreeMap<>(thumbnails));
    }
}
