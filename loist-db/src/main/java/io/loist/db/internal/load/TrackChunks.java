package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.Scope;
import io.loist.track.Track;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Tracks to be loaded, a chunk at a time: of different ids, and in the order of their ids, in which every load locks them. The next
 * chunk can be prepared while the server still works on the one before.
 */
final class TrackChunks {

    /** Number of tracks in a chunk; up to two chunks are in memory. */
    private static final int TRACKS_AT_ONCE = 10_000;

    private final Iterator<Track> source;
    private final Scope scope;
    private final EncodedTracks none;
    private EncodedTracks current;
    private EncodedTracks following;
    private boolean ahead = true;

    TrackChunks(Iterator<Track> source, Scope scope) {
        this.source = source;
        this.scope = scope;
        this.none = new EncodedTracks(List.of(), scope);
        this.current = none;
        this.following = none;
    }

    /** Reads no chunk before it is needed: on a connection of the host, from which the tracks may be read, too. */
    void neverAhead() {
        ahead = false;
    }

    /** Moves to the next chunk; false if there is none. */
    boolean next() {
        read();
        current = following;
        following = none;
        return !current.tracks().isEmpty();
    }

    /** Returns the present chunk; empty before the first call of {@link #next}. */
    EncodedTracks current() {
        return current;
    }

    /** Prepares the next chunk while the server works, unless it is prepared already. */
    void readAhead() {
        if (ahead) {
            read();
        }
    }

    private void read() {
        if (!following.tracks().isEmpty()) {
            return;
        }
        Map<UUID, Track> tracks = new TreeMap<>(Comparator.naturalOrder());
        while (tracks.size() < TRACKS_AT_ONCE && source.hasNext()) {
            Track track = source.next();
            tracks.put(track.id(), track);
        }
        following = new EncodedTracks(List.copyOf(tracks.values()), scope);
    }
}
