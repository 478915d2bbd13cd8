package io.loist.db.internal.repository;

import static io.loist.db.internal.jdbc.TransactionSettings.OF_INDEXING;

import io.loist.DuplicateTrackException;
import io.loist.Page;
import io.loist.StaleTrackException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.RowStream;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.load.TrackLoader;
import io.loist.db.internal.track.DistinctObjects;
import io.loist.db.internal.track.DuplicateFinder;
import io.loist.db.internal.track.TrackConditions;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;
import io.loist.db.internal.track.TrackThumbnails;
import io.loist.db.internal.track.TrackValues;
import io.loist.db.internal.work.TrackStatusSql;
import io.loist.object.StoredObject;
import io.loist.track.DuplicatePolicy;
import io.loist.track.FoundTracks;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Tracks in the table {@code audio_tracks}. */
public final class PostgresTrackRepository implements TrackRepository {

    private final Jdbc jdbc;
    private final Scope scope;
    private final DuplicateFinder duplicates;
    private final TrackWriter writer;
    private final TrackListing listing;
    private final Sql findById;
    private final Sql findOwnById;

    public PostgresTrackRepository(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.duplicates = new DuplicateFinder(scope);
        this.writer = new TrackWriter(scope, duplicates);
        this.listing = new TrackListing(jdbc, scope);
        this.findById = scope.in(TrackSql.FIND_BY_ID).replanned();
        this.findOwnById = scope.in(TrackSql.FIND_OWN_BY_ID);
    }

    @Override
    public Track save(NewTrack track) {
        List<Track> one = List.of(stored(track));
        return jdbc.statement(
                "save the track " + track.id(),
                Jdbc.keeping(
                        OF_INDEXING,
                        connection -> writer.insert(connection, one).get(0)),
                (connection, e) -> duplicates.inserting(connection, one, e));
    }

    @Override
    public SaveOutcome save(NewTrack track, DuplicatePolicy policy) {
        Objects.requireNonNull(policy, "policy");
        Track stored = stored(track);
        SaveOutcome outcome = jdbc.statement(
                "save the track " + track.id(),
                Jdbc.keeping(OF_INDEXING, connection -> writer.insertUnlessThere(connection, stored, policy)),
                (connection, e) -> null);
        if (outcome instanceof SaveOutcome.Refused refused) {
            throw refused.reason();
        }
        return outcome;
    }

    @Override
    public List<Track> saveAllOrNone(List<NewTrack> tracks) {
        requireBatch("tracks", tracks.size());
        if (tracks.isEmpty()) {
            return List.of();
        }
        requireDistinct(tracks);
        List<Track> stored = stored(tracks);
        return jdbc.inTransaction(
                action(tracks),
                Jdbc.keeping(OF_INDEXING, connection -> writer.insert(connection, stored)),
                (connection, e) -> duplicates.inserting(connection, stored, e));
    }

    @Override
    public List<SaveOutcome> saveEach(List<NewTrack> tracks, DuplicatePolicy policy) {
        requireBatch("tracks", tracks.size());
        Objects.requireNonNull(policy, "policy");
        if (tracks.isEmpty()) {
            return List.of();
        }
        List<Track> stored = stored(tracks);
        return List.copyOf(jdbc.inTransaction(
                action(tracks),
                Jdbc.keeping(OF_INDEXING, connection -> writer.insertEach(connection, stored, policy))));
    }

    @Override
    public SaveOutcome upsert(NewTrack track) {
        Track stored = stored(track);
        return jdbc.inTransaction(
                "save or replace the track " + track.id(),
                Jdbc.keeping(OF_INDEXING, connection -> writer.upsert(connection, stored)),
                (connection, e) -> duplicates.replacing(connection, List.of(stored), e));
    }

    @Override
    public Track update(UUID id, long expectedVersion, TrackPatch patch) {
        Objects.requireNonNull(id, "id");
        StoredObject moved = patch.audioObject();
        if (moved != null) {
            requireBytes(id, moved);
        }
        TrackWriter.Change change = new TrackWriter.Change(id, expectedVersion, patch);
        return jdbc.inTransaction(
                "change the track " + id,
                Jdbc.keeping(OF_INDEXING, connection -> writer.update(connection, change)),
                (connection, e) -> SqlErrors.isUniqueViolation(e)
                        ? duplicates.replacing(connection, List.of(writer.patched(connection, change)), e)
                        : null);
    }

    @Override
    public LoadSummary load(Stream<NewTrack> tracks, LoadMode mode) {
        return new TrackLoader(jdbc, scope).load(tracks.map(PostgresTrackRepository::stored), mode);
    }

    @Override
    public Optional<Track> findById(UUID id) {
        Objects.requireNonNull(id, "id");
        return jdbc.read("find the track " + id, connection -> {
            Optional<Track> track = findById(connection, findOwnById, id);
            boolean leased =
                    track.isPresent() && TrackStatusSql.mayBeLeased(track.get().status());
            return leased ? findById(connection, findById, id) : track;
        });
    }

    private static Optional<Track> findById(Connection connection, Sql sql, UUID id) throws SQLException {
        return Jdbc.query(connection, sql.with("id", id), TrackRowMapper::map).stream()
                .findFirst();
    }

    @Override
    public FoundTracks findAllById(List<UUID> ids) {
        requireBatch("ids", ids.size());
        if (ids.isEmpty()) {
            return new FoundTracks(List.of(), List.of());
        }
        Set<UUID> wanted = new LinkedHashSet<>(ids);
        Sql all = scope.in(TrackSql.FIND_ALL_BY_ID).replanned().with("ids", wanted.toArray(UUID[]::new));
        Map<UUID, Track> found = new HashMap<>();
        jdbc.read("find " + wanted.size() + " tracks", connection -> Jdbc.query(connection, all, TrackRowMapper::map))
                .forEach(track -> found.put(track.id(), track));
        return new FoundTracks(
                wanted.stream().filter(found::containsKey).map(found::get).toList(),
                wanted.stream().filter(id -> !found.containsKey(id)).toList());
    }

    @Override
    public Page<Track> list(TrackQuery query) {
        return listing.list(query);
    }

    @Override
    public Stream<Track> stream(TrackFilter filter) {
        Sql stream = Sql.of(TrackSql.STREAM)
                .replanned()
                .then(TrackConditions.of(filter))
                .then("ORDER BY track.id");
        return RowStream.open(jdbc, "read tracks one after the other", TrackRowMapper::map, scope.in(stream));
    }

    @Override
    public Map<UUID, SortedMap<Integer, StoredObject>> thumbnails(List<UUID> ids) {
        requireBatch("ids", ids.size());
        return TrackThumbnails.read(jdbc, scope, ids);
    }

    @Override
    public boolean deleteRow(UUID id) {
        Sql delete = scope.in(TrackSql.DELETE).with("id", Objects.requireNonNull(id, "id"));
        return jdbc.statement(
                        "delete the track " + id,
                        connection -> Jdbc.update(connection, delete),
                        (connection, e) -> null)
                > 0;
    }

    @Override
    public boolean deleteRow(UUID id, long expectedVersion) {
        Sql lock = scope.in(TrackSql.LOCK).with("id", Objects.requireNonNull(id, "id"));
        Sql delete = scope.in(TrackSql.DELETE_VERSION).with("id", id).with("expected_version", expectedVersion);
        List<Long> versions = jdbc.statement(
                "delete the track " + id,
                connection -> Jdbc.queryLocked(connection, lock, delete, row -> row.getLong("version")),
                (connection, e) -> null);
        if (!versions.isEmpty() && versions.get(0) != expectedVersion) {
            throw new StaleTrackException(id, expectedVersion, versions.get(0));
        }
        return !versions.isEmpty();
    }

    private static List<Track> stored(List<NewTrack> tracks) {
        return tracks.stream().map(PostgresTrackRepository::stored).toList();
    }

    /** Returns a new track as it will be read back, except for its times, which the server sets. */
    private static Track stored(NewTrack track) {
        requireBytes(track.id(), track.audioObject());
        return TrackValues.stored(track, Instant.EPOCH);
    }

    private static String action(List<NewTrack> tracks) {
        return "save " + tracks.size() + " tracks, " + tracks.get(0).id() + " the first";
    }

    private static void requireDistinct(List<NewTrack> tracks) {
        Set<UUID> ids = new HashSet<>();
        DistinctObjects objects = new DistinctObjects();
        for (NewTrack track : tracks) {
            if (!ids.add(track.id())) {
                throw new DuplicateTrackException(
                        track.id(),
                        track.id(),
                        "Two of the tracks to be saved have the id " + track.id() + "; leave one out.",
                        null);
            }
            DuplicateTrackException duplicate =
                    objects.add(track.id(), track.audioObject().ref());
            if (duplicate != null) {
                throw duplicate;
            }
        }
    }

    private static void requireBytes(UUID id, StoredObject object) {
        if (object.size() == 0) {
            throw new IllegalArgumentException(
                    "the audio object of the track " + id + " has no bytes: " + object.ref());
        }
    }

    private static void requireBatch(String what, int size) {
        if (size > MAX_BATCH) {
            throw new IllegalArgumentException(
                    what + " must be at most " + MAX_BATCH + ", but are " + size + "; split them over several calls");
        }
    }
}
