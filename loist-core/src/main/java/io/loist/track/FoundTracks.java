package io.loist.track;

import java.util.List;
import java.util.UUID;

/**
 * The result of {@link TrackRepository#findAllById}.
 *
 * @param tracks the tracks that exist, in the order their ids were given, each once; unmodifiable
 * @param missing the ids without a track, in the order they were given, each once; unmodifiable
 */
public record FoundTracks(List<Track> tracks, List<UUID> missing) {

    /** Copies the lists. */
    public FoundTracks {
        tracks = List.copyOf(tracks);
        missing = List.copyOf(missing);
    }
}
