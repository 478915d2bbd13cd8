package io.loist.db.internal.load;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.LongWork;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.jdbc.SqlSavepoint;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.ledger.NewEntries;
import io.loist.db.internal.track.DistinctObjects;
import io.loist.db.internal.track.DuplicateFinder;
import io.loist.db.internal.track.ServerState;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads many tracks through COPY, in one transaction. */
public final class TrackLoader {

    private final Jdbc jdbc;
    private final Scope scope;
    private final DuplicateFinder duplicates;

    public TrackLoader(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.duplicates = new DuplicateFinder(scope);
    }

    public LoadSummary load(Stream<Track> tracks, LoadMode mode) {
        TrackChunks chunks = new TrackChunks(tracks.iterator(), scope);
        Jdbc.Work<LoadSummary> load = connection -> load(connection, chunks, mode);
        return jdbc.inTransaction(
                "load tracks",
                Jdbc.keeping(TransactionSettings.OF_LOADING, load.orOnHosts(connection -> {
                    chunks.neverAhead();
                    return load.on(connection);
                })),
                (connection, e) -> {
                    if (mode == LoadMode.INITIAL && SqlErrors.isWrongState(e)) {
                        return new IllegalStateException(
                                "The library is not empty, so it cannot be loaded with LoadMode.INITIAL; use UPSERT.",
                                e);
                    }
                    List<Track> last = chunks.current().tracks();
                    RuntimeException twins = SqlErrors.isUniqueViolation(e) ? twins(last) : null;
                    return twins == null ? duplicates.replacing(connection, last, e) : twins;
                });
    }

    private LoadSummary load(Connection connection, TrackChunks chunks, LoadMode mode) throws SQLException {
        return LongWork.on(connection, same -> switch (mode) {
            case UPSERT -> upsert(connection, chunks);
            case INITIAL -> fill(connection, chunks);
        });
    }

    private static @Nullable RuntimeException twins(List<Track> tracks) {
        DistinctObjects objects = new DistinctObjects();
        for (Track track : tracks) {
            RuntimeException duplicate =
                    objects.add(track.id(), track.audioObject().ref());
            if (duplicate != null) {
                return duplicate;
            }
        }
        return null;
    }

    private LoadSummary upsert(Connection connection, TrackChunks chunks) throws SQLException {
        BulkCopy copy = copy(connection);
        long created = 0;
        long updated = 0;
        long all = 0;
        while (chunks.next()) {
            int count = chunks.current().tracks().size();
            Known known = copyNew(connection, copy, chunks);
            created += count - known.count();
            all += count;
            if (!known.changed().isEmpty()) {
                LoadSummary merged = merge(connection, copy, chunks.current(), known.changed());
                created += merged.created();
                updated += merged.updated();
            }
        }
        return new LoadSummary(created, updated, all - created - updated);
    }

    private BulkCopy copy(Connection connection) throws SQLException {
        return new BulkCopy(connection, scope, ServerState.read(connection, scope));
    }

    /**
     * Copies the tracks with new ids directly into the table. All loads do so in the order of the ids, and replace existing tracks
     * only afterwards, so that they never deadlock.
     */
    private Known copyNew(Connection connection, BulkCopy copy, TrackChunks chunks) throws SQLException {
        EncodedTracks tracks = chunks.current();
        int before = -1;
        while (true) {
            BitSet fresh = new BitSet();
            Known known = known(connection, tracks, fresh);
            if (fresh.isEmpty()) {
                return known;
            }
            SqlSavepoint savepoint = SqlSavepoint.set(connection);
            try {
                copy.insert(tracks, fresh, chunks::readAhead);
                savepoint.release();
                return known;
            } catch (SQLException e) {
                // Another process may have saved one of them just now; any other violation fails again
                if (!SqlErrors.isUniqueViolation(e) || known.count() == before) {
                    throw e;
                }
                savepoint.rollBack();
                copy.rolledBack();
                savepoint.release();
                before = known.count();
            }
        }
    }

    private Known known(Connection connection, EncodedTracks tracks, BitSet fresh) throws SQLException {
        List<Track> all = tracks.tracks();
        Map<UUID, Optional<UUID>> digests = new HashMap<>();
        Sql find = scope.in(LoadSql.FIND_DIGESTS)
                .with("ids", all.stream().map(Track::id).toArray(UUID[]::new));
        Jdbc.query(
                connection,
                find,
                row -> digests.put(row.getObject(1, UUID.class), Optional.ofNullable(row.getObject(2, UUID.class))));
        BitSet changed = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            Optional<UUID> digest = digests.get(all.get(i).id());
            if (digest == null) {
                fresh.set(i);
            } else if (!digest.equals(Optional.of(tracks.digest(i)))) {
                changed.set(i);
            }
        }
        return new Known(digests.size(), changed);
    }

    private LoadSummary merge(Connection connection, BulkCopy copy, EncodedTracks tracks, BitSet which)
            throws SQLException {
        copy.stage(tracks, which);
        return Jdbc.query(
                        connection,
                        scope.in(LoadSql.MERGE_STAGED),
                        row -> new LoadSummary(row.getLong("created"), row.getLong("updated"), 0))
                .get(0);
    }

    private LoadSummary fill(Connection connection, TrackChunks chunks) throws SQLException {
        DroppedIndexes dropped = DroppedIndexes.of(connection, scope);
        NewEntries.clear(connection, scope);
        BulkCopy copy = copy(connection);
        long created = 0;
        while (chunks.next()) {
            EncodedTracks tracks = chunks.current();
            copy.fill(tracks, chunks::readAhead);
            created += tracks.tracks().size();
        }
        NewEntries.countAll(connection, scope);
        dropped.makeAgain(connection);
        NewEntries.countHeadings(connection, scope);
        return new LoadSummary(created, 0, 0);
    }

    /** The number of tracks of a chunk that exist, and which of those may differ from the stored ones. */
    private record Known(int count, BitSet changed) {}
}
