package io.loist.db.internal.track;

import io.loist.DuplicateTrackException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.object.StoredObject;
import io.loist.track.DuplicatePolicy;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the track that prevented another one from being saved, and describes the conflict. */
public final class DuplicateFinder {

    /** The possible conflicts of a new track, if duplicate content is allowed. */
    private static final Set<By> INSERTED = EnumSet.of(By.ID, By.OBJECT);

    /** The possible conflicts of a changed track. */
    private static final Set<By> REPLACED = EnumSet.of(By.OBJECT, By.BYTES, By.SOUND);

    private static final Set<By> CONTENT = EnumSet.of(By.BYTES, By.SOUND);

    private final Scope scope;

    public DuplicateFinder(Scope scope) {
        this.scope = scope;
    }

    /** Returns the outcome for a track that was not saved because its id, object or content exists. */
    public SaveOutcome met(Connection connection, Track track, DuplicatePolicy policy) throws SQLException {
        return met(connection, track, policy, policy == DuplicatePolicy.ALLOW ? INSERTED : EnumSet.allOf(By.class));
    }

    /** Returns the outcome for a track that was not completed because another track has its content. */
    public SaveOutcome metContent(Connection connection, Track track, DuplicatePolicy policy) throws SQLException {
        return met(connection, track, policy, CONTENT);
    }

    private SaveOutcome met(Connection connection, Track track, DuplicatePolicy policy, Set<By> reasons)
            throws SQLException {
        Owner owner = owner(connection, List.of(track), reasons);
        if (policy == DuplicatePolicy.RETURN_EXISTING && owner != null) {
            List<Track> existing =
                    Jdbc.query(connection, scope.in(TrackSql.FIND_BY_ID).with("id", owner.id()), TrackRowMapper::map);
            if (!existing.isEmpty()) {
                return new SaveOutcome.Existing(existing.get(0));
            }
        }
        return new SaveOutcome.Refused(track.id(), refusal(track, owner, null));
    }

    /** Returns the exception to throw if one of several new tracks violated a unique index; called after the rollback. */
    @Nullable
    public RuntimeException inserting(Connection connection, List<Track> tracks, SQLException e) throws SQLException {
        return diagnosis(connection, tracks, INSERTED, e);
    }

    /** Returns the exception to throw if the replacement of one of several tracks violated a unique index. */
    @Nullable
    public RuntimeException replacing(Connection connection, List<Track> tracks, SQLException e) throws SQLException {
        return diagnosis(connection, tracks, REPLACED, e);
    }

    private @Nullable RuntimeException diagnosis(
            Connection connection, List<Track> tracks, Set<By> reasons, SQLException e) throws SQLException {
        if (!SqlErrors.isUniqueViolation(e)) {
            return null;
        }
        Owner owner = owner(connection, tracks, reasons);
        return refusal(owner == null ? tracks.get(0) : owner.met(), owner, SqlErrors.withoutContent(SqlErrors.root(e)));
    }

    private static DuplicateTrackException refusal(Track track, @Nullable Owner owner, @Nullable SQLException cause) {
        UUID id = track.id();
        if (owner == null) {
            return new DuplicateTrackException(
                    id,
                    null,
                    "The track " + id + " was not saved because of a conflict that no longer exists; try again.",
                    cause);
        }
        String message = switch (owner.by()) {
            case ID -> "There is a track " + id + " already; save under another id, or keep the existing track.";
            case OBJECT ->
                "The track " + id + " was not saved: its audio object "
                        + track.audioObject().ref()
                        + " belongs to the track " + owner.id()
                        + "; store the bytes under another name, or use that track.";
            case BYTES ->
                "The track " + id + " was not saved: the track " + owner.id()
                        + " has the same bytes; use that track, or allow duplicates.";
            case SOUND ->
                "The track " + id + " was not saved: the track " + owner.id()
                        + " has the same sound with other tags; use that track, or allow duplicates.";
        };
        return new DuplicateTrackException(id, owner.id(), message, cause);
    }

    private @Nullable Owner owner(Connection connection, List<Track> tracks, Set<By> reasons) throws SQLException {
        List<Track> byContent = reasons.contains(By.BYTES) ? tracks : List.of();
        Sql taken = scope.in(TrackSql.FIND_TAKEN)
                .with("ids", tracks.stream().map(Track::id).toArray(UUID[]::new))
                .with(
                        "paths",
                        tracks.stream()
                                .map(track -> track.audioObject().ref().uri())
                                .toArray(String[]::new))
                .with(
                        "sha256s",
                        hashes(byContent.stream().map(Track::audioObject).map(StoredObject::sha256)))
                .with("audio_hashes", hashes(byContent.stream().map(Track::audioHash)));
        List<Owner> owners = new ArrayList<>();
        for (Row row : Jdbc.query(connection, taken, Row::of)) {
            for (Track track : tracks) {
                By by = row.by(track);
                if (by != null && reasons.contains(by)) {
                    owners.add(new Owner(row.id(), track, by));
                }
            }
        }
        return owners.stream()
                .min((one, other) -> one.by().compareTo(other.by()))
                .orElse(null);
    }

    private static byte[][] hashes(java.util.stream.Stream<@Nullable String> texts) {
        return texts.filter(Objects::nonNull).map(Hex::bytes).toArray(byte[][]::new);
    }

    /** What a stored track has in common with one to be saved, in order of precedence. */
    private enum By {
        ID,
        OBJECT,
        BYTES,
        SOUND
    }

    private record Owner(UUID id, Track met, By by) {}

    private record Row(
            UUID id,
            String path,
            @Nullable String sha256,
            @Nullable String audioHash) {

        static Row of(java.sql.ResultSet row) throws SQLException {
            return new Row(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    Hex.text(row.getBytes(3)),
                    Hex.text(row.getBytes(4)));
        }

        @Nullable
        By by(Track track) {
            if (id.equals(track.id())) {
                return By.ID;
            }
            if (path.equals(track.audioObject().ref().uri())) {
                return By.OBJECT;
            }
            if (sha256 != null && sha256.equals(track.audioObject().sha256())) {
                return By.BYTES;
            }
            return audioHash != null && audioHash.equals(track.audioHash()) ? By.SOUND : null;
        }
    }
}
