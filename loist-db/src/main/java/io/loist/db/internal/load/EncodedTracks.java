package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.ledger.CatalogRow;
import io.loist.db.internal.ledger.NewEntries;
import io.loist.db.internal.text.SearchEntry;
import io.loist.db.internal.text.TrackNames;
import io.loist.db.internal.track.NewTerms;
import io.loist.db.internal.track.RowDigest;
import io.loist.db.internal.track.TrackColumn;
import io.loist.internal.Checksums;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyIn;

/** Tracks as lines for COPY, each with a digest of everything that distinguishes it from another version. */
final class EncodedTracks {

    private static final TrackColumn[] WRITTEN = TrackColumn.WRITTEN.toArray(TrackColumn[]::new);

    private final List<Track> tracks;
    private final Scope scope;
    private final String namespace;
    private final CopyText text = new CopyText();
    private final int[] ends;
    private final UUID[] digests;
    private final CatalogRow[] rows;

    EncodedTracks(List<Track> tracks, Scope scope) {
        this.tracks = tracks;
        this.scope = scope;
        this.namespace = scope.namespace();
        this.ends = new int[tracks.size()];
        this.digests = new UUID[tracks.size()];
        this.rows = new CatalogRow[tracks.size()];
        MessageDigest sha256 = Checksums.newSha256();
        for (int i = 0; i < ends.length; i++) {
            digests[i] = encode(tracks.get(i), sha256);
            text.tab();
            text.value(digests[i]);
            rows[i] = CatalogRow.of(tracks.get(i), scope.albums());
            text.tab();
            text.values(Arrays.asList(rows[i].album(), array(rows[i]), rows[i].kinds()));
            text.endRow();
            ends[i] = text.length();
        }
    }

    private UUID encode(Track track, MessageDigest sha256) {
        text.value(namespace);
        int start = -1;
        for (TrackColumn column : WRITTEN) {
            if (start >= 0 && !TrackColumn.COMPARED.contains(column)) {
                sha256.update(text.bytes(), start, text.length() - start);
                start = -1;
            }
            text.tab();
            if (start < 0 && TrackColumn.COMPARED.contains(column)) {
                start = text.length();
            }
            text.value(column.value(track));
        }
        return RowDigest.of(sha256.digest(), TrackNames.of(track.metadata()), scope);
    }

    private static String array(CatalogRow row) {
        return Arrays.stream(row.ids()).map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
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

    /** Sends the lines of some of the tracks. */
    void write(CopyIn copy, BitSet which) throws SQLException {
        for (int from = which.nextSetBit(0); from >= 0; ) {
            int to = which.nextClearBit(from);
            int start = from == 0 ? 0 : ends[from - 1];
            copy.writeToCopy(text.bytes(), start, ends[to - 1] - start);
            from = which.nextSetBit(to);
        }
    }

    /** Returns the search entries of some of the tracks as lines for COPY, and notes their terms and their entries of the catalogue. */
    CopyText entries(BitSet which, float[] floors, NewTerms terms, NewEntries catalog) {
        catalog.begin();
        CopyText entries = new CopyText();
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            Track track = tracks.get(i);
            SearchEntry entry = SearchEntry.of(track, namespace, scope.readings());
            terms.note(entry);
            catalog.note(track, rows[i]);
            entries.values(List.of(
                    namespace,
                    track.id(),
                    entry.rank(),
                    entry.tier(floors),
                    track.status() == TrackStatus.COMPLETED,
                    entry.words(),
                    entry.lexemes()));
            entries.endRow();
        }
        return entries;
    }
}
