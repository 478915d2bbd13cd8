package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Reads the thumbnails of tracks. */
public final class TrackThumbnails {

    private TrackThumbnails() {}

    public static Map<UUID, SortedMap<Integer, StoredObject>> read(Jdbc jdbc, Scope scope, List<UUID> ids) {
        Sql find = find(scope, ids.toArray(UUID[]::new));
        List<Thumbnail> thumbnails = jdbc.read(
                "read the thumbnails of " + ids.size() + " tracks",
                connection -> Jdbc.query(connection, find, TrackThumbnails::thumbnail));
        Map<UUID, SortedMap<Integer, StoredObject>> found = new HashMap<>();
        for (Thumbnail thumbnail : thumbnails) {
            found.computeIfAbsent(thumbnail.track(), id -> new TreeMap<>()).put(thumbnail.size(), thumbnail.object());
        }
        return found;
    }

    /** Returns a statement for the thumbnails of tracks; each row is one {@link #object}. */
    public static Sql find(Scope scope, UUID... tracks) {
        return scope.in(TrackSql.THUMBNAILS).with("track_ids", tracks);
    }

    /** Returns the object of a row, which contains neither its content type nor its SHA-256. */
    public static StoredObject object(ResultSet row) throws SQLException {
        return StoredObject.builder(ObjectRef.parse(row.getString("path")))
                .generation(row.getLong("generation"))
                .size(row.getLong("size_bytes"))
                .crc32c(row.getString("crc32c"))
                .build();
    }

    private static Thumbnail thumbnail(ResultSet row) throws SQLException {
        return new Thumbnail(row.getObject("track_id", UUID.class), row.getInt("size_pixels"), object(row));
    }

    private record Thumbnail(UUID track, int size, StoredObject object) {}
}
