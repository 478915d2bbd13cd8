package io.loist.db;

import io.loist.DuplicateTrackException;
import io.loist.Page;
import io.loist.media.ObjectRef;
import io.loist.track.FoundTracks;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tracks in the table {@code audio_tracks}. */
final class PostgresTrackRepository implements TrackRepository {

    /** How many rows go to the server at once. */
    private static final int ROWS_PER_TRIP = 500;

    private final Jdbc jdbc;
    private final Scope scope;
    private final Clock clock;
    private final TrackListing listing;
    private final String insert;

    PostgresTrackRepository(Jdbc jdbc, Scope scope, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.clock = clock;
        this.listing = new TrackListing(jdbc, scope);
        this.insert = scope.sql(TrackSql.INSERT);
    }

    @Override
    public Track save(NewTrack track) {
        return insert("save the track " + track.id(), List.of(track)).get(0);
    }

    @Override
    public List<Track> saveAll(List<NewTrack> tracks) {
        requireBatch("tracks", tracks.size());
        if (tracks.isEmpty()) {
            return List.of();
        }
        requireDistinct(tracks);
        String action = "save " + tracks.size() + " tracks, " + tracks.get(0).id() + " the first";
        return insert(action, tracks);
    }

    @Override
    public Optional<Track> findById(UUID id) {
        SqlClause clause =
                SqlClause.of(scope.sql(TrackSql.FIND_BY_ID), scope.namespace(), Objects.requireNonNull(id, "id"));
        return jdbc
                .read("find the track " + id, connection -> Jdbc.query(connection, clause, TrackRowMapper::map))
                .stream()
                .findFirst();
    }

    @Override
    public FoundTracks findAllById(List<UUID> ids) {
        requireBatch("ids", ids.size());
        if (ids.isEmpty()) {
            return new FoundTracks(List.of(), List.of());
        }
        Set<UUID> wanted = new LinkedHashSet<>(ids);
        SqlClause clause =
                SqlClause.of(scope.sql(TrackSql.FIND_ALL_BY_ID), scope.namespace(), wanted.toArray(UUID[]::new));
        Map<UUID, Track> found = new HashMap<>();
        jdbc.read(
                        "find " + wanted.size() + " tracks",
                        connection -> Jdbc.query(connection, clause, TrackRowMapper::map))
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
    public boolean delete(UUID id) {
        SqlClause clause =
                SqlClause.of(scope.sql(TrackSql.DELETE), scope.namespace(), Objects.requireNonNull(id, "id"));
        return jdbc.inTransaction("delete the track " + id, connection -> Jdbc.update(connection, clause)) > 0;
    }

    private List<Track> insert(String action, List<NewTrack> tracks) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Track> stored = new ArrayList<>();
        for (NewTrack track : tracks) {
            requireBytes(track);
            stored.add(TrackBindings.stored(track, now));
        }
        jdbc.inTransaction(action, connection -> {
            try {
                insert(connection, stored);
                return stored;
            } catch (SQLException e) {
                if (SqlStates.isUniqueViolation(e)) {
                    throw duplicate(connection, stored, e);
                }
                throw e;
            }
        });
        return List.copyOf(stored);
    }

    private void insert(Connection connection, List<Track> tracks) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            int waiting = 0;
            for (Track track : tracks) {
                Jdbc.bind(statement, TrackBindings.of(track, scope.namespace()));
                if (tracks.size() == 1) {
                    statement.executeUpdate();
                    return;
                }
                statement.addBatch();
                waiting++;
                if (waiting == ROWS_PER_TRIP) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
        }
    }

    /** Finds out what is there already; the transaction that failed is over then. */
    private DuplicateTrackException duplicate(Connection connection, List<Track> tracks, SQLException e)
            throws SQLException {
        connection.rollback();
        Map<String, UUID> idsByPath = new HashMap<>();
        tracks.forEach(track -> idsByPath.put(track.audioObject().ref().uri(), track.id()));
        SqlClause clause = SqlClause.of(
                scope.sql(TrackSql.FIND_TAKEN),
                scope.namespace(),
                tracks.stream().map(Track::id).toArray(UUID[]::new),
                idsByPath.keySet().toArray(String[]::new));
        Taken taken = Jdbc.query(
                        connection,
                        clause,
                        row -> new Taken(row.getObject("id", UUID.class), row.getString("audio_gcs_path")))
                .stream()
                .findFirst()
                .orElse(new Taken(tracks.get(0).id(), ""));
        UUID owner = taken.id();
        UUID refused = idsByPath.getOrDefault(taken.path(), owner);
        String message = refused.equals(owner)
                ? "There is a track " + owner + " already; save under another id, or leave the one that is there."
                : "The track " + refused + " was not saved: its audio object " + taken.path() + " belongs to the track "
                        + owner + "; store the bytes under another name, or use that track.";
        return new DuplicateTrackException(refused, message, SqlStates.withoutContent(SqlStates.root(e)));
    }

    private static void requireDistinct(List<NewTrack> tracks) {
        Set<UUID> ids = new HashSet<>();
        Set<ObjectRef> objects = new HashSet<>();
        for (NewTrack track : tracks) {
            if (!ids.add(track.id())) {
                throw new DuplicateTrackException(
                        track.id(),
                        "Two of the tracks to be saved have the id " + track.id() + "; leave one out.",
                        null);
            }
            ObjectRef object = track.audioObject().ref();
            if (!objects.add(object)) {
                throw new DuplicateTrackException(
                        track.id(),
                        "The track " + track.id() + " has the audio object " + object
                                + ", and so has another track to be saved with it; leave one out.",
                        null);
            }
        }
    }

    private static void requireBytes(NewTrack track) {
        if (track.audioObject().size() == 0) {
            throw new IllegalArgumentException("the audio object of the track " + track.id() + " has no bytes: "
                    + track.audioObject().ref());
        }
    }

    private static void requireBatch(String what, int size) {
        if (size > MAX_BATCH) {
            throw new IllegalArgumentException(
                    what + " must be at most " + MAX_BATCH + ", but are " + size + "; split them over several calls");
        }
    }

    private record Taken(UUID id, String path) {}
}
