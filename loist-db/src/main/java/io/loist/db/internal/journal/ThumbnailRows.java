package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.track.TrackThumbnails;
import io.loist.object.StoredObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The small copies of covers that were stored with tracks. */
final class ThumbnailRows {

    /** The names of the values of {@link #row}. */
    static final List<String> COLUMNS = List.of(
            "picture_track", "picture_pixels", "picture_path", "picture_generation", "picture_size", "picture_crc32c");

    /** Locks a track before its thumbnails are read, so that an ingest does not add some before {@link DeletionSql#DELETE}. */
    private static final String LOCK_TRACK = """
            SELECT FROM ${schema}.audio_tracks WHERE namespace = :namespace AND id = :id FOR UPDATE
            """;

    private static final String CORRECT_THUMBNAIL = """
            UPDATE ${schema}.track_thumbnail SET generation = :generation, size_bytes = :size_bytes, crc32c = :crc32c
            WHERE namespace = :namespace AND path = :path AND generation = :recorded_generation
            """;

    private static final String DELETE_THUMBNAIL = """
            DELETE FROM ${schema}.track_thumbnail
            WHERE namespace = :namespace AND path = :path AND generation = :recorded_generation
            """;

    private final Jdbc jdbc;
    private final Scope scope;

    ThumbnailRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    /** Locks a track, and returns its thumbnails. */
    List<StoredObject> ofLocked(Connection connection, UUID track) throws SQLException {
        Sql lock = scope.in(LOCK_TRACK).with("id", track);
        return Jdbc.queryLocked(connection, lock, TrackThumbnails.find(scope, track), TrackThumbnails::object);
    }

    boolean correct(StoredObject recorded, @Nullable StoredObject found) {
        String path = recorded.ref().uri();
        Sql correct = found == null
                ? scope.in(DELETE_THUMBNAIL)
                : scope.in(CORRECT_THUMBNAIL)
                        .with("generation", found.generation())
                        .with("size_bytes", found.size())
                        .with("crc32c", found.crc32c());
        Sql sql = correct.with("path", path).with("recorded_generation", recorded.generation());
        return jdbc.statement(
                "correct the thumbnail " + path,
                connection -> Jdbc.update(connection, sql) > 0,
                (connection, e) -> null);
    }

    static List<@Nullable Object> row(UUID track, int pixels, StoredObject object) {
        return Arrays.asList(track, pixels, object.ref().uri(), object.generation(), object.size(), object.crc32c());
    }
}
