package io.loist.db.internal.load;

import io.loist.db.internal.track.TrackBindings;
import io.loist.db.internal.track.TrackColumns;
import io.loist.track.Track;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Tracks as lines for COPY, each with a digest of everything by which it shows whether a track differs from another one. */
public final class EncodedTracks {

    /** What stands before the columns that count for the digest, and behind them. */
    private static final Set<TrackColumns> BEFORE = EnumSet.of(TrackColumns.KEY, TrackColumns.BIRTH);

    private static final Set<TrackColumns> BEHIND = EnumSet.of(TrackColumns.KEYS);

    private final List<Track> tracks;
    private final CopyText text = new CopyText();
    private final int[] ends;
    private final UUID[] digests;

    EncodedTracks(List<Track> tracks, String namespace) {
        this.tracks = tracks;
        this.ends = new int[tracks.size()];
        this.digests = new UUID[tracks.size()];
        MessageDigest sha256 = sha256();
        int first = TrackColumns.count(BEFORE);
        for (int i = 0; i < ends.length; i++) {
            List<@Nullable Object> values = TrackBindings.of(tracks.get(i), namespace);
            int last = values.size() - TrackColumns.count(BEHIND);
            text.values(values.subList(0, first));
            text.tab();
            int start = text.length();
            text.values(values.subList(first, last));
            sha256.update(text.bytes(), start, text.length() - start);
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
            digests[i] = new UUID(digest.getLong(), digest.getLong());
            text.tab();
            text.values(values.subList(last, values.size()));
            text.tab();
            text.values(List.of(digests[i]));
            text.endRow();
            ends[i] = text.length();
        }
    }

    List<Track> tracks() {
        return tracks;
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, ends.length);
        return all;
    }

    UUID digest(int index) {
        return digests[index];
    }

    /** Sends the lines of those tracks. */
    void write(CopyIn copy, BitSet which) throws SQLException {
        for (int from = which.nextSetBit(0); from >= 0; ) {
            int to = which.nextClearBit(from);
            int start = from == 0 ? 0 : ends[from - 1];
            copy.writeToCopy(text.bytes(), start, ends[to - 1] - start);
            from = which.nextSetBit(to);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
