package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The small copies of covers that were stored with tracks. */
final class ThumbnailRows {

    /** How many values {@link #row} has. */
    static final int ROW_COLUMNS = 6;

    private final Jdbc jdbc;
    private final Scope scope;

    ThumbnailRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    private record Thumbnail(UUID track, int size, StoredObject object) {}

    Map<UUID, SortedMap<Integer, StoredObject>> of(Collection<UUID> tracks) {
        SqlClause find = find(tracks.toArray(UUID[]::new));
        Map<UUID, SortedMap<Integer, StoredObject>> found = new HashMap<>();
        jdbc.read(
                        "read the thumbnails of " + tracks.size() + " tracks",
                        connection -> Jdbc.query(connection, find, ThumbnailRows::thumbnail))
                .forEach(each -> found.computeIfAbsent(each.track(), id -> new TreeMap<>())
                        .put(each.size(), each.object()));
        return found;
    }

    List<StoredObject> of(Connection connection, UUID track) throws SQLException {
        return Jdbc.query(connection, find(track), row -> thumbnail(row).object());
    }

    private SqlClause find(UUID... tracks) {
        return SqlClause.of(scope.sql(JournalSql.THUMBNAILS), scope.namespace(), tracks);
    }

    boolean correct(StoredObject noted, @Nullable StoredObject found) {
        String path = noted.ref().uri();
        SqlClause correct = found == null
                ? SqlClause.of(scope.sql(JournalSql.DROP_THUMBNAIL), scope.namespace(), path, noted.generation())
                : SqlClause.of(
                        scope.sql(JournalSql.RENOTE_THUMBNAIL),
                        found.generation(),
                        found.size(),
                        found.crc32c(),
                        scope.namespace(),
                        path,
                        noted.generation());
        return jdbc.statement(
                "correct the thumbnail " + path,
                connection -> Jdbc.update(connection, correct) > 0,
                (connection, e) -> null);
    }

    /** Returns the track, the size in pixels, path, generation, length and checksum. */
    static List<@Nullable Object> row(UUID track, int pixels, StoredObject object) {
        return Arrays.asList(track, pixels, object.ref().uri(), object.generation(), object.size(), object.crc32c());
    }

    /** Returns sizes, paths, generations, lengths and checksums. */
    static List<@Nullable Object> bindings(SortedMap<Integer, StoredObject> thumbnails) {
        Collection<StoredObject> objects = thumbnails.values();
        return Arrays.asList(
                thumbnails.keySet().stream().map(String::valueOf).toArray(String[]::new),
                texts(objects, object -> object.ref().uri()),
                texts(objects, object -> Long.toString(object.generation())),
                texts(objects, object -> Long.toString(object.size())),
                texts(objects, StoredObject::crc32c));
    }

    private static String[] texts(Collection<StoredObject> objects, Function<StoredObject, @Nullable String> text) {
        return objects.stream().map(text).toArray(String[]::new);
    }

    private static Thumbnail thumbnail(ResultSet row) throws SQLException {
        return new Thumbnail(row.getObject("track_id", UUID.class), row.getInt("size_pixels"), object(row));
    }

    /** Returns what a row tells of an object; its content type and SHA-256 are not among that. */
    static StoredObject object(ResultSet row) throws SQLException {
        return new StoredObject(
                ObjectRef.parse(row.getString("path")),
                row.getLong("generation"),
                row.getLong("size_bytes"),
                row.getString("crc32c"),
                "",
                null);
    }
}
